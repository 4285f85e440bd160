package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.series.SeriesEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A batch on its way through the actors of one pipeline, with its rows grouped by series and the
 * series by worker. Goes from hand to hand: filled by the reader, then read by all; each worker
 * writes its own share. A lot without records is a barrier.
 */
final class Lot {

  final Batch batch;
  final Share[] shares;
  final BitSet poison = new BitSet();
  int[] order;
  int[] groupEnds;

  /** The {@link dev.weir.series.Series#id()} of each group. */
  int[] groupSeries;

  /** Place in the order of the source, from 1; given when it is handed to the workers. */
  long number;

  /** How many have yet to say that they are done with it. Counted by the outlet. */
  int missing;

  /** Place in the source behind its last record. */
  Position end = new Position("");

  /** Carries no records, but the order to make what came before safe. */
  boolean barrier;

  /** What to take at the barrier, if anything. */
  Optional<CheckpointJob> job = Optional.empty();

  /** Why what sinks were given before the barrier is not safe yet, if it is not. */
  Optional<String> unsaved = Optional.empty();

  /** The first that is to be judged, behind a history. */
  boolean goesLive;

  private final ActorRef<Ingestion.Command> owner;

  private final Optional<StreamTimes> streamTimes;

  /** A lot of a stream none of whose series is watched for silence, or a barrier. */
  Lot(Batch batch, int workers, ActorRef<Ingestion.Command> owner) {
    this(batch, workers, owner, Optional.empty());
  }

  /**
   * A lot.
   *
   * @param streamTimes how time goes on in it; empty if no series is watched for silence
   */
  Lot(
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

  /** Who gets it back once it is settled. */
  ActorRef<Ingestion.Command> owner() {
    return owner;
  }

  /** Whether each worker has to look at it, because series may fall silent by it. */
  boolean isWatched() {
    return streamTimes.isPresent();
  }

  /** How time goes on in it, if it {@linkplain #isWatched() matters}. */
  StreamTimes streamTimes() {
    return streamTimes.orElseThrow();
  }

  /** Whether a worker has something to do with it. */
  boolean concerns(int worker) {
    return isWatched() || !shares[worker].isEmpty();
  }

  /** How many workers have something to do with it. */
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

  /** What one worker has to do with a lot, and what it has done. */
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
