package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.StreamTimes;
import dev.weir.series.SeriesEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A batch on its way through the actors of one pipeline, with its rows grouped by series and the
 * series by worker. A pipeline has a fixed number of slots: each is filled by the reader, read by
 * all, settled by the workers, each its own share, and used again.
 */
final class Slot implements InFlight {

  final Batch batch;
  final Share[] shares;
  final BitSet poison = new BitSet();
  final int[] order;
  final int[] groupEnds;

  /** The {@link dev.weir.series.Series#id()} of each group. */
  final int[] groupSeries;

  /** Place in its source behind the last record. */
  Position end = new Position("");

  /** Number of its last record, counted from 1 through the whole source epoch. */
  long lastRecord;

  /** Whether it is the first one behind a history. */
  boolean goesLive;

  private final ActorRef<Ingestion.Command> owner;
  private final Optional<StreamTimes> streamTimes;
  private long number;
  private int missing;

  /**
   * An empty slot.
   *
   * @param owner receives it back once it is settled
   * @param streamTimes how the time of the stream goes on in it; empty if no series is watched for
   *     silence
   */
  Slot(
      Batch batch,
      int workers,
      ActorRef<Ingestion.Command> owner,
      Optional<StreamTimes> streamTimes) {
    this.streamTimes = streamTimes;
    this.batch = batch;
    this.owner = owner;
    this.shares = new Share[workers];
    Arrays.setAll(shares, worker -> new Share());
    this.order = new int[batch.capacity()];
    this.groupEnds = new int[batch.capacity()];
    this.groupSeries = new int[batch.capacity()];
  }

  /** Gets its place in the order of the source; the participants begin. */
  void dispatch(long place) {
    number = place;
    missing = Math.max(1, participants());
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public boolean participantDone() {
    return --missing == 0;
  }

  @Override
  public ActorRef<Ingestion.Command> owner() {
    return owner;
  }

  /** Whether each worker has to look at it, because series may fall silent by it. */
  boolean isWatched() {
    return streamTimes.isPresent();
  }

  /** The time of the stream, if it {@linkplain #isWatched() matters}. */
  StreamTimes streamTimes() {
    return streamTimes.orElseThrow();
  }

  /** Whether a worker takes part in it. */
  boolean concerns(int worker) {
    return isWatched() || !shares[worker].isEmpty();
  }

  /** How many workers take part in it. */
  int participants() {
    int participants = 0;
    for (int worker = 0; worker < shares.length; worker++) {
      participants += concerns(worker) ? 1 : 0;
    }
    return participants;
  }

  /** First row, as an index of {@link #order}, of a group. */
  int groupStart(int group) {
    return group == 0 ? 0 : groupEnds[group - 1];
  }

  /** The groups of one worker, and its progress. */
  static final class Share {
    final List<SeriesEvent> events = new ArrayList<>();
    int firstGroup;
    int endGroup;
    int unfinished;

    boolean isEmpty() {
      return firstGroup == endGroup;
    }
  }
}
