package dev.weir.engine.actors;

import org.apache.pekko.actor.typed.Behavior;

/** Compares windows of series with their references, off the data path. */
public final class DriftChecker {

  private DriftChecker() {}

  public static Behavior<JobRunner.Command> create(JobRunner.Setup setup) {
    return JobRunner.create(setup);
  }
}
