package dev.weir.connectors.inference.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.connectors.inference.Inference;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.Statement;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.SourceRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decides how the records of a stream are read by the first one that has a time; those before are
 * read by the settings and the usual names. The place of the decision is in the log, so that what
 * is read again is read as it was. Used by one thread at a time.
 */
public final class LiveReading {

  private static final String BEGUN = "begun";
  private static final String AT = "at:";
  private static final int LEAST_EPOCH = 9;
  private static final JsonFactory JSON = new JsonFactory();

  private final Setup setup;
  private final Readings readings;
  private final Consumer<String> notes;
  private Optional<TextSettings> decided;

  private LiveReading(
      Setup setup, Readings readings, Consumer<String> notes, Optional<TextSettings> decided) {
    this.setup = setup;
    this.readings = readings;
    this.notes = notes;
    this.decided = decided;
  }

  /**
   * The decision of a stream that is read on from a place.
   *
   * @param setup with a format
   * @param log of decisions
   * @param wasRead whether records were read in front of the place: if the log knows nothing of it,
   *     a build did that made no decisions, and none is made
   * @param isBehind whether a place of a decision is in front of where reading goes on
   * @param notes takes how records are read, a sentence
   */
  public static LiveReading open(
      Setup setup,
      DecisionLog log,
      boolean wasRead,
      Predicate<String> isBehind,
      Consumer<String> notes)
      throws IOException {
    TextSettings usual = setup.usual(setup.format().orElseThrow());
    Readings readings = Readings.open(setup, log);
    boolean undecided = wasRead && log.read().isEmpty();
    if (setup.isSettled() || undecided) {
      return new LiveReading(setup, readings, notes, Optional.of(usual));
    }
    if (readings.find(BEGUN).isEmpty()) {
      readings.keep(BEGUN, new Reading.Decided(usual, "", List.of()));
    }
    LiveReading live = new LiveReading(setup, readings, notes, Optional.empty());
    readings.keys().stream()
        .filter(key -> key.startsWith(AT) && isBehind.test(key.substring(AT.length())))
        .findFirst()
        .flatMap(readings::find)
        .ifPresent(live::decide);
    return live;
  }

  /** How records are read; empty while that is open. */
  public Optional<TextSettings> decided() {
    return decided;
  }

  private void decide(Reading.Decided reading) {
    decided = Optional.of(reading.settings());
    notes.accept(reading.statement());
  }

  /**
   * Looks at a record, or at the lines up to one, and decides if it can be read.
   *
   * @param place of the record, without blanks
   * @param timed whether only a record with a time decides
   * @throws SourceRefusedException if a setting has to decide
   */
  public Optional<TextSettings> look(byte[] text, String place, boolean timed) throws IOException {
    Reading reading = Inference.of(text, true, setup.ofOneRecord());
    if (reading instanceof Reading.Ambiguous ambiguous) {
      throw new SourceRefusedException(
          "its first record does not tell how the others are read: %s; weir infer FILE looks at"
                  .formatted(ambiguous.question())
              + " more of them, and prints the settings");
    }
    if (reading instanceof Reading.Decided found
        && !(timed && Statement.isCounted(found.statement()))) {
      String key = AT + place;
      if (readings.find(key).isEmpty()) {
        readings.keep(key, found);
      }
      decide(readings.find(key).orElse(found));
    }
    return decided;
  }

  /** Whether a text may hold a time: a date or a time of day in digits, or an epoch. */
  public static boolean mayHoldTime(byte[] text, int from, int to) {
    int digits = 0;
    int joined = 0;
    for (int i = from; i < to; i++) {
      byte c = text[i];
      boolean digit = c >= '0' && c <= '9';
      boolean next = i + 1 < to && text[i + 1] >= '0' && text[i + 1] <= '9';
      if (digit) {
        if (++digits >= LEAST_EPOCH) {
          return true;
        }
        continue;
      }
      boolean joins = digits > 0 && next && (c == '-' || c == '/' || c == '.' || c == ':');
      joined = joins ? joined + (c == ':' ? 2 : 1) : 0;
      if (joined >= 2 || (digits == 8 && (c == 'T' || !joins))) {
        return true;
      }
      digits = 0;
    }
    return digits == 8;
  }

  /** A record of names and texts, name by name, as a JSON object; texts of numbers are numbers. */
  public static byte[] json(List<byte[]> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (int i = 0; i + 1 < fields.size(); i += 2) {
        json.writeFieldName(new String(fields.get(i), StandardCharsets.UTF_8));
        String text = new String(fields.get(i + 1), StandardCharsets.UTF_8);
        if (isJsonNumber(text)) {
          json.writeNumber(text);
        } else {
          json.writeString(text);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("bytes can always be written", e);
    }
    return bytes.toByteArray();
  }

  private static boolean isJsonNumber(String text) {
    return text.length() < 64 && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
  }
}
