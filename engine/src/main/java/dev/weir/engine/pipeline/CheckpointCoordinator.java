package dev.weir.engine.pipeline;

import dev.weir.engine.Position;
import dev.weir.engine.StreamTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Decides at which barriers of one pipeline a checkpoint is taken: one at a time, and only if
 * something was dispatched since the last one that was saved. One owner.
 */
final class CheckpointCoordinator {

  private final CheckpointJob.Schedule schedule;
  private Optional<CheckpointJob> underWay = Optional.empty();
  private Optional<String> unsaved = Optional.empty();
  private long jobs;
  private long recordsSinceLast;
  private boolean changed;

  CheckpointCoordinator(CheckpointJob.Schedule schedule) {
    this.schedule = schedule;
  }

  /** Counts records that a next checkpoint has to cover. */
  void dispatched(int records) {
    recordsSinceLast += records;
    changed = true;
  }

  /** Whether something was dispatched that no checkpoint covers, saved or under way. */
  boolean isChanged() {
    return changed;
  }

  boolean isUnderWay() {
    return underWay.isPresent();
  }

  /** Whether the interval being over calls for a checkpoint. */
  boolean isDue() {
    return underWay.isEmpty() && changed;
  }

  /** Whether so many records call for a checkpoint before the interval is over. */
  boolean isDueByRecords() {
    OptionalLong limit = schedule.after();
    return limit.isPresent()
        && recordsSinceLast >= limit.getAsLong()
        && schedule.checkpointer().isPresent()
        && underWay.isEmpty();
  }

  /** Whether the next checkpoint is the first of this life of the pipeline. */
  boolean isFirst() {
    return jobs == 0;
  }

  /**
   * Begins a checkpoint at a barrier; empty if nothing is saved or nothing changed.
   *
   * @param position of the barrier
   * @param time of the stream there
   */
  Optional<CheckpointJob> begin(
      Position position, Optional<StreamTime> time, ActorRef<Ingestion.Command> replyTo) {
    if (schedule.checkpointer().isEmpty() || !changed) {
      return Optional.empty();
    }
    underWay = Optional.of(schedule.job(++jobs, position, time, replyTo));
    changed = false;
    recordsSinceLast = 0;
    return underWay;
  }

  void committed(CheckpointJob job) {
    if (isUnderWay(job)) {
      underWay = Optional.empty();
      unsaved = Optional.empty();
    }
  }

  void failed(CheckpointJob job, String reason) {
    if (isUnderWay(job)) {
      underWay = Optional.empty();
      unsaved = Optional.of(reason);
      changed = true;
    }
  }

  /** The timeout of a job is over: the job has failed, if it is still under way. */
  void overdue(CheckpointJob job) {
    if (isUnderWay(job)) {
      String reason =
          "it took longer than %s; a longer checkpointing.timeout, or a faster disk, gives it time"
              .formatted(schedule.timeoutText());
      schedule.checkpointer().ifPresent(c -> c.tell(new Checkpointer.Overdue(job, reason)));
      failed(job, reason);
    }
  }

  /** Gives up the checkpoint under way, if any: its pipeline has stopped. */
  void abandon() {
    underWay.ifPresent(
        job -> schedule.checkpointer().ifPresent(c -> c.tell(new Checkpointer.Abandon(job))));
  }

  /** Why the last checkpoint that ended was not saved; empty if it was. */
  Optional<String> unsaved() {
    return unsaved;
  }

  private boolean isUnderWay(CheckpointJob job) {
    return underWay.equals(Optional.of(job));
  }
}
