package dev.weir.engine.pipeline;

import dev.weir.engine.Position;
import dev.weir.engine.StreamTime;
import dev.weir.engine.query.CheckpointAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Decides at which barriers of one pipeline a checkpoint is taken: one at a time, and only if
 * something was dispatched since the last one that was saved. One owner.
 */
final class CheckpointCoordinator {

  /** How many may wait for a checkpoint. */
  static final int MOST_WAITING = 16;

  private record Waiting(ActorRef<CheckpointAnswer> replyTo, long records) {}

  private final CheckpointJob.Schedule schedule;

  /** Those that asked for the checkpoint under way, or one before it. */
  private final List<Waiting> waitingForThis = new ArrayList<>();

  /** Those that asked for one behind the checkpoint under way. */
  private final List<Waiting> waitingForNext = new ArrayList<>();

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

  /** Whether a request or so many records call for a checkpoint before the interval is over. */
  boolean isDueAtOnce() {
    OptionalLong limit = schedule.after();
    boolean manyRecords = limit.isPresent() && recordsSinceLast >= limit.getAsLong();
    return (manyRecords || !waitingForNext.isEmpty())
        && schedule.checkpointer().isPresent()
        && underWay.isEmpty();
  }

  /**
   * Takes a request for a checkpoint of everything dispatched so far; answered once it is saved, or
   * is not.
   *
   * @param records of the source that were dispatched
   */
  void ask(ActorRef<CheckpointAnswer> replyTo, long records) {
    if (schedule.checkpointer().isEmpty()) {
      notSaved(replyTo, "its state is not saved: weir.engine.model-checkpointing is off");
    } else if (!changed && underWay.isEmpty()) {
      replyTo.tell(new CheckpointAnswer.Saved(schedule.pipeline(), records));
    } else if (waitingForThis.size() + waitingForNext.size() >= MOST_WAITING) {
      notSaved(replyTo, "%d requests wait for a checkpoint already".formatted(MOST_WAITING));
    } else {
      (changed ? waitingForNext : waitingForThis).add(new Waiting(replyTo, records));
    }
  }

  private void notSaved(ActorRef<CheckpointAnswer> replyTo, String reason) {
    replyTo.tell(new CheckpointAnswer.NotSaved(schedule.pipeline(), reason));
  }

  private void notSaved(List<Waiting> waiting, String reason) {
    waiting.forEach(each -> notSaved(each.replyTo(), reason));
    waiting.clear();
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
    waitingForThis.addAll(waitingForNext);
    waitingForNext.clear();
    return underWay;
  }

  void committed(CheckpointJob job) {
    if (isUnderWay(job)) {
      underWay = Optional.empty();
      unsaved = Optional.empty();
      waitingForThis.forEach(each ->
          each.replyTo().tell(new CheckpointAnswer.Saved(schedule.pipeline(), each.records())));
      waitingForThis.clear();
    }
  }

  void failed(CheckpointJob job, String reason) {
    if (isUnderWay(job)) {
      underWay = Optional.empty();
      unsaved = Optional.of(reason);
      changed = true;
      notSaved(waitingForThis, reason);
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
    notSaved(waitingForThis, "its source has stopped, or starts again");
    notSaved(waitingForNext, "its source has stopped, or starts again");
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
