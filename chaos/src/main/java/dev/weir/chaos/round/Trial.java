package dev.weir.chaos.round;

import java.time.Duration;

/** A fault, made on real processes again and again, and what must hold all the same. */
public interface Trial {

  /** Name of the fault, such as F1. */
  String name();

  /** Describes the trial in one line. */
  String what();

  /** How often the fault is made if nobody says. */
  int usualRuns();

  /** Why it cannot be made on this machine; empty if it can. */
  default String impossible() {
    return "";
  }

  /** The trial with another duration; itself if it has none of its own. */
  default Trial lasting(Duration time) {
    return this;
  }

  /** Makes the fault so often, and notes what came of it. */
  void run(Lab lab, TrialFigures figures) throws Exception;
}
