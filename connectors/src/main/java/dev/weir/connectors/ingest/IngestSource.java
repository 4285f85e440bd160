package dev.weir.connectors.ingest;

import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Position;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what programs sent, from its journal. The number of a line in the journal is the position
 * of its record, so that it can be read again after a crash under the same id.
 */
public final class IngestSource implements Source {

  private final String name;
  private final TextSettings settings;
  private final Supplier<IngestJournal> journal;

  /**
   * Reads the journal that it asks for when it is opened, and that no other source reads.
   *
   * @param settings of the records; the format of each batch stands in the journal
   */
  public IngestSource(String name, TextSettings settings, Supplier<IngestJournal> journal) {
    this.name = name;
    this.settings = settings;
    this.journal = journal;
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
    IngestPosition place =
        from.isPresent() ? IngestPosition.of(from.get()) : IngestPosition.BEGINNING;
    return new IngestReader(name, settings, series, journal.get(), place);
  }

  @Override
  public boolean isBehind(Position place, Position other) throws IOException {
    return IngestPosition.of(place).line() > IngestPosition.of(other).line();
  }
}
