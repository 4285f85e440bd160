package dev.weir.engine.pipeline;

import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Travels behind records and carries none: at a barrier the sinks flush what came before, so that a
 * checkpoint can cover it.
 */
final class Barrier implements InFlight {

  private final long number;
  private final Optional<CheckpointJob> job;
  private final ActorRef<Ingestion.Command> owner;
  private Optional<String> unsaved = Optional.empty();

  /**
   * A barrier.
   *
   * @param job the checkpoint to take there; empty if the sinks only have to flush
   */
  Barrier(long number, Optional<CheckpointJob> job, ActorRef<Ingestion.Command> owner) {
    this.number = number;
    this.job = job;
    this.owner = owner;
  }

  @Override
  public long number() {
    return number;
  }

  /** The ingestion sends it to the outlet by itself: nobody else takes part. */
  @Override
  public boolean participantDone() {
    return true;
  }

  @Override
  public ActorRef<Ingestion.Command> owner() {
    return owner;
  }

  Optional<CheckpointJob> job() {
    return job;
  }

  /** Why what the sinks were given before is not durable; empty if it is. */
  Optional<String> unsaved() {
    return unsaved;
  }

  /** By the thread of the sinks: a sink could not flush. */
  void unsaved(String reason) {
    unsaved = Optional.of(reason);
  }
}
