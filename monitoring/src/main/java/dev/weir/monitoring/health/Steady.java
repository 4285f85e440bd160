package dev.weir.monitoring.health;

import java.time.Instant;

/**
 * The health of one component over time: what is observed becomes its state only once it was
 * observed several times in a row, so that it does not flap.
 */
final class Steady {

  private final int times;
  private Health state = Health.up();
  private Health candidate = Health.up();
  private Instant since;
  private int seen;

  /**
   * Up.
   *
   * @param times how often another state must be observed in a row
   */
  Steady(int times, Instant since) {
    this.times = times;
    this.since = since;
  }

  /** Takes an observation into account; returns whether the state changed. */
  boolean observe(Health observed, Instant now) {
    if (observed.rank() == state.rank()) {
      // The reason may change without the state changing.
      state = observed;
      seen = 0;
      return false;
    }
    seen = observed.rank() == candidate.rank() ? seen + 1 : 1;
    candidate = observed;
    if (seen < times) {
      return false;
    }
    state = observed;
    since = now;
    seen = 0;
    return true;
  }

  Health state() {
    return state;
  }

  /** Since when it has been up, degraded or down. */
  Instant since() {
    return since;
  }
}
