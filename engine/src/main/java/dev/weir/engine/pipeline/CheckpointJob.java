package dev.weir.engine.pipeline;

import dev.weir.engine.Position;
import dev.weir.engine.StreamTime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A checkpoint to be taken. It travels with the barrier, so that each participant knows all of it.
 *
 * @param id counts the barriers of one life of a pipeline, from 1
 * @param position of the barrier: behind everything that the checkpoint covers
 * @param time of the stream there; empty if no series is watched for silence
 * @param workers how many snapshots it takes
 * @param detectors configuration hash per detector name
 * @param replyTo receives how it ended
 */
public record CheckpointJob(
    String pipeline,
    long epoch,
    long id,
    Position position,
    Optional<StreamTime> time,
    int workers,
    SortedMap<String, String> detectors,
    ActorRef<Ingestion.Command> replyTo) {

  private static final Duration FIRST = Duration.ofSeconds(1);

  /**
   * When the checkpoints of a pipeline are taken.
   *
   * @param epoch of the source
   * @param workers how many snapshots a checkpoint takes
   * @param checkpointer empty if nothing is saved
   * @param every how often, if anything was read since
   * @param after after how many records one is taken, however soon
   * @param timeout after which a checkpoint that is not saved is given up
   * @param detectors configuration hash per detector name
   */
  record Schedule(
      String pipeline,
      long epoch,
      int workers,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      Duration every,
      OptionalLong after,
      Duration timeout,
      SortedMap<String, String> detectors) {

    /** A checkpoint at a barrier; see {@link CheckpointJob}. */
    CheckpointJob job(
        long id,
        Position position,
        Optional<StreamTime> time,
        ActorRef<Ingestion.Command> replyTo) {
      return new CheckpointJob(pipeline, epoch, id, position, time, workers, detectors, replyTo);
    }

    /** At most 1 s: a process that is killed before its first checkpoint has saved nothing. */
    Duration untilFirst() {
      return every.compareTo(FIRST) < 0 ? every : FIRST;
    }

    /** The timeout in words, in seconds if they are whole. */
    String timeoutText() {
      return timeout.toMillis() % 1_000 == 0
          ? timeout.toSeconds() + " s"
          : timeout.toMillis() + " ms";
    }
  }
}
