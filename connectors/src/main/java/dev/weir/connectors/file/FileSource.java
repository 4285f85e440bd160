package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.live.AmbiguousReadingException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * CSV and JSONL files, compressed or not, as one stream: those that are there at the start in the
 * order of their names, later ones when they are found, each from its first line to its last. With
 * {@code follow}, waits for more at the end of any of them.
 *
 * <p>Nothing is acknowledged: a file keeps what it has. A file is known by its content, so it may
 * be renamed, compressed or copied and cut off. What cannot be found any more counts as a gap.
 */
public final class FileSource implements Source {

  private final String name;
  private final FileSettings settings;
  private final Pause pause;
  private final Voices voices;
  private final Logs logs;

  /**
   * Receives the messages of the source, a sentence each.
   *
   * @param warnings takes what an operator should know
   * @param notes takes how files are read, the name of the source in front left out
   */
  public record Voices(Consumer<String> warnings, Consumer<String> notes) {}

  /**
   * Decisions of the source that its files alone do not determine.
   *
   * @param order in which files are read
   * @param readings how files are read
   */
  public record Logs(DecisionLog order, DecisionLog readings) {}

  /** Opens nothing yet. */
  public FileSource(String name, FileSettings settings, Pause pause, Voices voices, Logs logs) {
    this.name = name;
    this.settings = settings;
    this.pause = pause;
    this.voices = once(voices);
    this.logs = logs;
  }

  /** Opens nothing yet. What it says of how files are read is dropped, and is not logged. */
  public FileSource(
      String name, FileSettings settings, Pause pause, Consumer<String> warnings, DecisionLog log) {
    this(
        name,
        settings,
        pause,
        new Voices(warnings, unused -> {}),
        new Logs(log, DecisionLog.none()));
  }

  /** A source is opened again after a failure: what it reads is said once. */
  private static Voices once(Voices voices) {
    Set<String> said = ConcurrentHashMap.newKeySet();
    return new Voices(
        voices.warnings(),
        note -> {
          int name = note.indexOf(", reads ");
          if (said.add(name < 0 ? note : note.substring(name))) {
            voices.notes().accept(note);
          }
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean rewindable() {
    return true;
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
    return new FileReader(settings, from, series, pause, voices, logs);
  }

  /**
   * Checks that it is clear how the files that are there now are read. A file that cannot be read
   * is left to the reader: files in front of it are read, and the source says why it waits.
   *
   * @throws AmbiguousReadingException if a setting has to decide, or the path is the one of a pipe
   */
  @Override
  public void probe(Optional<Position> from) throws AmbiguousReadingException {
    if (FileSet.of(settings.path()).isSpecial()) {
      throw new AmbiguousReadingException(FileSet.special(settings.path()));
    }
    SeriesTable table = new SeriesTable(new DetectorPlan(List.of()), SeriesTable.Admission.ALL);
    Logs read = new Logs(DecisionLog.readOnly(logs.order()), DecisionLog.readOnly(logs.readings()));
    Voices silent = new Voices(unused -> {}, unused -> {});
    try (FileReader reader = new FileReader(settings, from, table, pause, silent, read)) {
      reader.requireReadings();
    } catch (AmbiguousReadingException e) {
      throw e;
    } catch (IOException e) {
      // The reader that is opened next meets the same failure, and reports it with its source.
    }
  }

  /**
   * Checks that the decisions of a log can be followed.
   *
   * @throws StateMismatchException if one of them is not a decision about files
   * @throws IOException if the log cannot be read
   */
  public static void requireDecisions(DecisionLog log) throws IOException {
    for (String text : log.read()) {
      try {
        Decision.of(text);
      } catch (IOException e) {
        throw new StateMismatchException(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public boolean isBehind(Position place, Position other) throws IOException {
    return FilePosition.of(place).isBehind(FilePosition.of(other));
  }
}
