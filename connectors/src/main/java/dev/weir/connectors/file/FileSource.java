package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * CSV and JSONL files, compressed or not, as one stream: in the order of their names, each from its
 * first line to its last. With {@code follow}, waits for more at the end.
 *
 * <p>Nothing is acknowledged: a file keeps what it has. Renaming a file that is followed and making
 * a new one loses nothing; truncating it in place can lose what was not read yet.
 */
public final class FileSource implements Source {

  private final String name;
  private final FileSettings settings;
  private final Pause pause;
  private final Consumer<String> warnings;

  /** Opens nothing yet. */
  public FileSource(String name, FileSettings settings, Pause pause, Consumer<String> warnings) {
    this.name = name;
    this.settings = settings;
    this.pause = pause;
    this.warnings = warnings;
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
    return new FileReader(settings, from, series, pause, warnings);
  }

  @Override
  public boolean isBehind(Position place, Position other) throws IOException {
    return FilePosition.of(place).isBehind(FilePosition.of(other));
  }
}
