package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Opening;
import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.Shape;
import dev.weir.connectors.inference.live.AmbiguousReadingException;
import dev.weir.connectors.inference.live.Readings;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Decides how the files of a source are read: once for all that have the same columns. A file keeps
 * to its decision when it grows, is renamed, or is read on after a restart; other settings decide
 * again. Used by one thread at a time.
 */
final class FileReadings {

  /** Key of a file for which no decision could be made: it is read by the usual names. */
  static final String USUAL = "usual";

  /** Key of the note that the files of a folder or pattern are a series each. */
  private static final String SERIES_PER_FILE = "series-per-file";

  /** A file that grows and has fewer lines than this may yet show how it is read. */
  private static final int FEW_LINES = 100;

  /** So many other files are looked at for one that decides. */
  private static final int MOST_OTHERS = 100;

  private final FileSettings settings;
  private final Setup setup;
  private final Readings readings;
  private final boolean decides;
  private final SeriesFrom seriesFrom;
  private final Consumer<String> warnings;
  private final Consumer<String> notes;
  private final Map<Print, String> firstLines = new HashMap<>();
  private final Set<Path> waitedFor = new HashSet<>();

  /**
   * Decisions, those of a log first.
   *
   * @param known files that were taken: if no decision was made for them, they were taken by a
   *     build that made none, and none is made
   * @param notes takes how files are read, a sentence for each decision that is followed
   */
  FileReadings(
      FileSettings settings,
      Readings readings,
      Collection<KnownFile> known,
      Consumer<String> warnings,
      Consumer<String> notes)
      throws IOException {
    this.settings = settings;
    this.setup = settings.setup();
    this.readings = readings;
    this.warnings = warnings;
    this.notes = notes;
    boolean undecided = !known.isEmpty() && known.stream().allMatch(f -> f.reading().isEmpty());
    this.decides = !setup.isSettled() && !undecided;
    this.seriesFrom = seriesFrom(known.isEmpty());
    if (undecided && !setup.isSettled()) {
      notes.accept(
          "goes on to be read by its settings and the usual names (timestamp or t, series, label),"
              + " as its saved state was");
    }
  }

  /** A folder that an earlier build read as one series is read on as one series. */
  private SeriesFrom seriesFrom(boolean fromBeginning) throws IOException {
    SeriesFrom from = settings.seriesFrom();
    if (from != SeriesFrom.AUTO || !decides || !settings.isSet()) {
      return from;
    }
    if (fromBeginning && readings.isNew()) {
      readings.keep(
          SERIES_PER_FILE, new Reading.Decided(setup.usual(LineFormat.CSV), "", List.of()));
    }
    return readings.isKnownUnderAny(SERIES_PER_FILE) ? from : SeriesFrom.SOURCE;
  }

  /** Whether a file of this name in a folder or of a pattern is looked at. */
  boolean isWanted(String name) {
    return settings.isReadable(name) || (decides && FileSet.mayHoldRecords(name));
  }

  /**
   * Decides how a new file is read; returns the key of the decision, empty if the file is passed
   * over as it is now.
   *
   * @param named whether the path or the ending of the file says that it holds records
   * @param like the key of a file of the same name before it, which is taken where this one does
   *     not show how it is read; empty for none
   * @param others new files, which decide if they have the same columns and this one leaves it open
   * @throws AmbiguousReadingException if a setting has to decide
   */
  Optional<String> take(
      Path file, Beginning beginning, boolean named, String like, List<Path> others)
      throws IOException {
    if (!decides) {
      return Optional.of("");
    }
    String sameHeader = firstLines.get(beginning.header());
    if (sameHeader != null && readings.find(sameHeader).isPresent()) {
      return Optional.of(sameHeader);
    }
    Opening opening = Opening.of(file, settings.follow());
    String key = keyOf(opening, beginning);
    if (readings.find(key).isPresent()) {
      return Optional.of(key);
    }
    Reading reading = opening.reading(setup);
    if (reading instanceof Reading.Decided decided) {
      readings.keep(key, decided);
      Stream.concat(decided.unknownColumns().stream(), decided.hints().stream())
          .forEach(warning -> warnings.accept("%s: %s".formatted(file, warning)));
      return Optional.of(key);
    }
    if (!like.isEmpty()) {
      return Optional.of(like);
    }
    if (reading instanceof Reading.Ambiguous && isDecidedBy(others, key)) {
      return Optional.of(key);
    }
    if (!named) {
      warnings.accept("%s is passed over: it is neither CSV nor JSONL".formatted(file));
      return Optional.empty();
    }
    return undecided(file, opening, reading);
  }

  /** Whether one of so many files has the columns of this key, and decides. */
  private boolean isDecidedBy(List<Path> others, String key) throws IOException {
    for (Path other : others.subList(0, Math.min(others.size(), MOST_OTHERS))) {
      Opening opening = Opening.of(other, settings.follow());
      if (Readings.key(opening.shape(setup)).equals(key)
          && opening.reading(setup) instanceof Reading.Decided decided) {
        readings.keep(key, decided);
        return true;
      }
    }
    return false;
  }

  private Optional<String> undecided(Path file, Opening opening, Reading reading)
      throws AmbiguousReadingException {
    return switch (reading) {
      case Reading.Decided decided -> throw new IllegalArgumentException(decided.statement());
      case Reading.Ambiguous ambiguous -> throw ambiguous(file, ambiguous.question());
      case Reading.Unreadable unreadable -> unreadable(file, opening, unreadable.reason());
    };
  }

  private Optional<String> unreadable(Path file, Opening opening, String reason) {
    if (settings.follow() && opening.isShorterThan(FEW_LINES)) {
      if (waitedFor.add(file)) {
        warnings.accept(
            "%s does not show yet how it is read: %s; more is waited for".formatted(file, reason));
      }
      return Optional.empty();
    }
    warnings.accept(
        "%s: %s; it is read by the settings and the usual names".formatted(file, reason));
    return Optional.of(USUAL);
  }

  /** As {@link #take} for a file that is read as another was if it does not show how. */
  String like(Path file, Beginning beginning, String other) throws IOException {
    return take(file, beginning, true, other, List.of()).orElse(other);
  }

  private String keyOf(Opening opening, Beginning beginning) {
    Shape shape = opening.shape(setup);
    String key = Readings.key(shape);
    if (shape.ofFirstLine()) {
      firstLines.put(beginning.header(), key);
    }
    return key;
  }

  private static AmbiguousReadingException ambiguous(Path file, String question) {
    return new AmbiguousReadingException("%s: %s".formatted(file, question));
  }

  /**
   * The key of the decision by which a known file is read. A file of which no record was read, and
   * which did not show how it is read when it was taken, is looked at again.
   */
  String keyOf(KnownFile file, Path path) throws IOException {
    if (!decides || !file.reading().equals(USUAL) || file.offset() > 0) {
      return file.reading();
    }
    Opening opening = Opening.of(path, settings.follow());
    String key = Readings.key(opening.shape(setup));
    if (readings.find(key).isEmpty() && opening.reading(setup) instanceof Reading.Decided decided) {
      readings.keep(key, decided);
    }
    return readings.find(key).isPresent() ? key : USUAL;
  }

  /**
   * How a known file is read. Under other settings than those it was taken under, it is decided
   * again from the beginning of the file.
   */
  TextSettings of(KnownFile file, Path path) throws IOException {
    TextSettings usual = settings.textOf(file.name());
    String key = file.reading();
    if (key.isEmpty() || key.equals(USUAL) || setup.isSettled()) {
      return usual;
    }
    Optional<Reading.Decided> found = readings.find(key);
    if (found.isEmpty()) {
      switch (Opening.of(path, settings.follow()).reading(setup)) {
        case Reading.Decided decided -> {
          readings.keep(key, decided);
          found = Optional.of(decided);
        }
        case Reading.Ambiguous ambiguous -> throw ambiguous(path, ambiguous.question());
        case Reading.Unreadable unreadable -> {
          warnings.accept(
              "%s: %s; it is read by the settings and the usual names"
                  .formatted(path, unreadable.reason()));
          return usual;
        }
      }
    }
    Reading.Decided reading = found.get();
    String source = setup.record().defaultSeries();
    boolean single = !settings.isSet();
    String series = seriesFrom.seriesOf(file.name(), single, source);
    if (reading.isOneSeries() && !series.equals(source)) {
      reading = reading.ofSeries(series);
    }
    notes.accept("%s, %s".formatted(file.text(), reading.statement()));
    return reading.settings();
  }
}
