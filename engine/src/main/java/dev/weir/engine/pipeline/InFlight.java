package dev.weir.engine.pipeline;

import org.apache.pekko.actor.typed.ActorRef;

/** A slot of records or a barrier, which travel to the sinks in the order of the source. */
sealed interface InFlight permits Slot, Barrier {

  /** Place in the order, from 1. */
  long number();

  /** Counts one of the participants as done; returns whether all are. Called by the outlet. */
  boolean participantDone();

  /** Receives it back once the sinks are done with it. */
  ActorRef<Ingestion.Command> owner();
}
