package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.Optional;
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
  private final Consumer<String> warnings;
  private final DecisionLog log;

  /**
   * Opens nothing yet.
   *
   * @param warnings takes what an operator should know, a sentence each
   * @param log of the order in which files are read
   */
  public FileSource(
      String name, FileSettings settings, Pause pause, Consumer<String> warnings, DecisionLog log) {
    this.name = name;
    this.settings = settings;
    this.pause = pause;
    this.warnings = warnings;
    this.log = log;
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
    return new FileReader(settings, from, series, pause, warnings, log);
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
