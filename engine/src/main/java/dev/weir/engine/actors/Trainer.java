package dev.weir.engine.actors;

import org.apache.pekko.actor.typed.Behavior;

/** Fits models off the data path. */
public final class Trainer {

  private Trainer() {}

  public static Behavior<JobRunner.Command> create(JobRunner.Setup setup) {
    return JobRunner.create(setup);
  }
}
