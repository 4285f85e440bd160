package dev.weir.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source before which a history is read, once: records to learn from, so that those of the source
 * find models that can judge.
 *
 * <p>Places in the source are its own, so that a history can be added and taken away later, and
 * records have the same ids with it and without.
 */
public final class SourceWithHistory implements Source {

  private static final String PREFIX = "history:";

  /** Where the history begins. */
  private static final Position BEGINNING = new Position(PREFIX);

  /** Where the source begins, the history left out. Never saved. */
  private static final Position BEHIND_HISTORY = new Position("behind the history");

  private final Source history;
  private final Source live;

  /** The source by this name, with the records of another before it, which must be rewindable. */
  public SourceWithHistory(Source history, Source live) {
    this.history = history;
    this.live = live;
  }

  /** Whether it is a place in a history, of whatever source. */
  static boolean isInHistory(Position place) {
    return place.value().startsWith(PREFIX);
  }

  private static Position outside(Position inHistory) {
    return Position.deferred(() -> PREFIX + inHistory.value());
  }

  private static Position inside(Position place) {
    return new Position(place.value().substring(PREFIX.length()));
  }

  @Override
  public String name() {
    return live.name();
  }

  @Override
  public boolean rewindable() {
    return live.rewindable();
  }

  /** A history that was begun is read to its end; one that was read is not read again. */
  @Override
  public Optional<Position> resumeAt(Position saved) {
    return isInHistory(saved)
        ? Optional.of(saved)
        : live.resumeAt(saved).or(() -> Optional.of(BEHIND_HISTORY));
  }

  @Override
  public OptionalLong checkpointAfter() {
    return live.checkpointAfter();
  }

  @Override
  public boolean isBehind(Position place, Position other) throws IOException {
    boolean placeInHistory = isInHistory(place);
    boolean otherInHistory = isInHistory(other);
    if (placeInHistory != otherInHistory) {
      return otherInHistory;
    }
    return placeInHistory
        ? history.isBehind(inside(place), inside(other))
        : live.isBehind(place, other);
  }

  @Override
  public void probe() throws IOException {
    history.probe();
    live.probe();
  }

  @Override
  public void probe(Optional<Position> from) throws IOException {
    Position start = from.orElse(BEGINNING);
    if (isInHistory(start)) {
      history.probe(
          start.equals(BEGINNING) ? Optional.empty() : from.map(SourceWithHistory::inside));
    }
    boolean inLive = !isInHistory(start) && !start.equals(BEHIND_HISTORY);
    live.probe(inLive ? from : Optional.empty());
  }

  @Override
  public Reader open(Optional<Position> from, SeriesTable series) throws IOException {
    Position start = from.orElse(BEGINNING);
    HistoryReader reader = new HistoryReader(series, start);
    boolean atBeginning = start.equals(BEGINNING) || start.equals(BEHIND_HISTORY);
    Optional<Position> place = atBeginning ? Optional.empty() : from;
    if (isInHistory(start)) {
      reader.past = history.open(place.map(SourceWithHistory::inside), series);
    } else {
      reader.present = live.open(place, series);
    }
    return reader;
  }

  /** Reads the history to its end, then opens the source and reads that. */
  private final class HistoryReader implements Reader {

    private final SeriesTable series;
    private @Nullable Reader past;
    private @Nullable Reader present;
    private Position position;

    HistoryReader(SeriesTable series, Position position) {
      this.series = series;
      this.position = position;
    }

    private Reader current() {
      Reader reader = present == null ? past : present;
      if (reader == null) {
        throw new IllegalStateException("nothing is open");
      }
      return reader;
    }

    @Override
    public Phase phase() {
      return present == null ? Phase.HISTORY : Phase.LIVE;
    }

    @Override
    public State poll(Batch into, int limit, Duration patience)
        throws IOException, InterruptedException {
      State state = current().poll(into, limit, patience);
      boolean inHistory = phase() == Phase.HISTORY;
      if (into.size() > 0) {
        Position reached = current().position();
        position = inHistory ? outside(reached) : reached;
      }
      if (!inHistory || state != State.ENDED) {
        return state;
      }
      if (into.size() == 0) {
        present = live.open(Optional.empty(), series);
      }
      return State.READY;
    }

    @Override
    public Position position() {
      return position;
    }

    @Override
    public PositionFormat positions() {
      PositionFormat format = current().positions();
      return phase() == Phase.LIVE ? format : (high, low) -> PREFIX + format.text(high, low);
    }

    @Override
    public long gapRecords() {
      return current().gapRecords();
    }

    @Override
    public long gaps() {
      return current().gaps();
    }

    @Override
    public Optional<String> trouble() {
      return current().trouble();
    }

    @Override
    public void commit(Position upTo) throws IOException {
      if (present != null && !isInHistory(upTo)) {
        present.commit(upTo);
      }
    }

    @Override
    @SuppressWarnings("try") // Both are closed, whichever fails.
    public void close() throws IOException {
      try (Reader unusedPast = past;
          Reader unusedPresent = present) {
        // Nothing to do but to close them.
      }
    }
  }
}
