package dev.weir.connectors.inference.live;

import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.Shape;
import dev.weir.connectors.inference.setup.SettingsText;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.DecisionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decisions how the texts of a source are read. A decision is in the log before the first
 * record that depends on it leaves the source, and holds for all texts of its form for as long as
 * the settings it was made under. Used by one thread at a time.
 */
public final class Readings {

  private static final String KIND = "reading";
  private static final int HEAD = 4;
  private static final int LONGEST = 900_000;
  private static final int KEY_BYTES = 8;

  private final Setup setup;
  private final DecisionLog log;
  private final String under;
  private final Map<String, Reading.Decided> known = new HashMap<>();
  private final Set<String> underAny = new HashSet<>();

  private Readings(Setup setup, DecisionLog log) {
    this.setup = setup;
    this.log = log;
    this.under = key(SettingsText.of(setup));
  }

  /**
   * The decisions of a log that were made under these settings.
   *
   * @throws IOException if the log cannot be read, or holds something else
   */
  public static Readings open(Setup setup, DecisionLog log) throws IOException {
    Readings readings = new Readings(setup, log);
    for (String text : log.read()) {
      String[] words = words(text);
      readings.underAny.add(words[2]);
      if (words[1].equals(readings.under)) {
        readings.known.put(words[2], readings.decided(text, words));
      }
    }
    return readings;
  }

  /**
   * Checks that a log holds decisions of this kind and no others.
   *
   * @throws IOException if it does not, or cannot be read
   */
  public static void require(DecisionLog log) throws IOException {
    Readings readings = new Readings(Setup.open(""), DecisionLog.none());
    for (String text : log.read()) {
      readings.decided(text, words(text));
    }
  }

  private static String[] words(String text) throws IOException {
    String[] words = text.split(" ", -1);
    if (words.length < HEAD || !words[0].equals(KIND)) {
      throw new IOException("'%s' is not a decision how records are read".formatted(text));
    }
    return words;
  }

  private Reading.Decided decided(String text, String[] words) throws IOException {
    try {
      List<String> settings = Arrays.asList(words).subList(HEAD, words.length);
      return new Reading.Decided(
          SettingsText.read(settings, setup.longestLine(), setup.record().defaultSeries()),
          SettingsText.decode(words[3]),
          List.of());
    } catch (IllegalArgumentException e) {
      throw new IOException("'%s' is not a decision how records are read".formatted(text), e);
    }
  }

  /** The key of a form: short, of letters and digits. */
  public static String key(Shape shape) {
    return key(shape.text());
  }

  private static String key(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The keys of all decisions under these settings. */
  public Set<String> keys() {
    return Set.copyOf(known.keySet());
  }

  /** Whether the log holds no decision, under these settings or others. */
  public boolean isNew() {
    return underAny.isEmpty();
  }

  /** Whether a decision with this key was made under any settings. */
  public boolean isKnownUnderAny(String key) {
    return underAny.contains(key);
  }

  /** The decision for texts of a form; empty if none was made. */
  public Optional<Reading.Decided> find(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /**
   * Notes a decision for texts of a form; when this returns it is as durable as the log makes it.
   *
   * @throws IOException if it cannot be written
   */
  public void keep(String key, Reading.Decided reading) throws IOException {
    TextSettings settings = reading.settings();
    String text =
        String.join(
            " ",
            KIND,
            under,
            key,
            SettingsText.encode(reading.statement()),
            SettingsText.of(settings));
    if (text.length() > LONGEST) {
      throw new IOException(
          "its %d columns are too many to note how they are read: name some by record.values"
              .formatted(settings.record().values().size()));
    }
    log.append(text);
    known.put(key, reading);
    underAny.add(key);
  }
}
