package dev.weir.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where observations come from: one totally ordered stream of records, the input of a pipeline; or
 * several such streams, its {@linkplain #partitions() partitions}, the inputs of as many pipelines.
 */
public interface Source {

  /** Name from the configuration; with the partition, the name of the pipeline. */
  String name();

  /**
   * The partitions, each a source that is opened in place of this one; empty if this source is one
   * stream.
   */
  default Optional<Partitions> partitions() {
    return Optional.empty();
  }

  /** Whether the source can be opened again at a position it gave before. */
  boolean rewindable();

  /**
   * Where a new life of the pipeline reads on that knows what came before a saved place: there, if
   * that can be; empty for where the source begins. A place in a history that the source does not
   * have any more is before its beginning.
   */
  default Optional<Position> resumeAt(Position saved) {
    return rewindable() && !SourceWithHistory.isInHistory(saved)
        ? Optional.of(saved)
        : Optional.empty();
  }

  /**
   * Starts reading behind {@code from}, or where the source begins when empty.
   *
   * @param series where the reader finds or admits the series of its records
   */
  Reader open(Optional<Position> from, SeriesTable series) throws IOException;

  /**
   * After how many records a checkpoint is wanted, however soon: for a source in which what is not
   * committed takes room. Empty if time alone decides.
   */
  default OptionalLong checkpointAfter() {
    return OptionalLong.empty();
  }

  /**
   * Whether a place comes later than another; both were given by this source.
   *
   * @throws IOException if one of them is no place in this source
   */
  default boolean isBehind(Position place, Position other) throws IOException {
    throw new IOException("what source '%s' gave cannot be read again".formatted(name()));
  }

  /**
   * Checks that the source can be read now. Changes nothing there.
   *
   * @throws SourceAwayException if its server does not answer now; {@link #open} would wait for it
   * @throws IOException if the source cannot be read for another reason; the message says which and
   *     what to do
   */
  default void probe() throws IOException {
    // Most sources can tell only by being read.
  }

  /**
   * Checks, before a start, that the source can be read on from a place. Changes nothing there.
   *
   * @param from the place that {@link #open} will get
   * @throws IOException as {@link #probe()}, and if a setting has to say how records are read
   */
  default void probe(Optional<Position> from) throws IOException {
    probe();
  }

  /** Reads one source. Called from one thread at a time, which may wait. */
  interface Reader extends AutoCloseable {

    /**
     * Appends up to {@code limit} records, the bad ones as dead letters, in the order of the
     * source. Waits at most {@code patience} for the first; takes more only if they are there.
     *
     * <p>An {@link IOException} means that the source failed, not a record; it may be opened again.
     */
    State poll(Batch into, int limit, Duration patience) throws IOException, InterruptedException;

    /** The place behind the last record that was polled. */
    Position position();

    /**
     * The format of positions of single records. It changes when the source begins another
     * incarnation, in which the same numbers mean other records. All records of one poll are of one
     * format.
     */
    PositionFormat positions();

    /** The purpose of the records of the next poll; all records of one poll have the same. */
    default Phase phase() {
      return Phase.LIVE;
    }

    /** Records that were gone from the source before they could be read, earlier runs included. */
    default long gapRecords() {
      return 0;
    }

    /**
     * How often some part of the source was gone before it could be read, earlier runs included,
     * where the number of its records is not known.
     */
    default long gaps() {
      return 0;
    }

    /** Why the source cannot be reached; empty unless the last poll said {@link State#AWAY}. */
    default Optional<String> trouble() {
      return Optional.empty();
    }

    /** Everything before is safe: the source may forget it. */
    void commit(Position upTo) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The result of a poll. */
  enum State {
    /** There may be more at once. */
    READY,
    /** Nothing more for now. */
    IDLE,
    /** The source cannot be reached; it is tried again. */
    AWAY,
    /** Nothing more ever. */
    ENDED
  }
}
