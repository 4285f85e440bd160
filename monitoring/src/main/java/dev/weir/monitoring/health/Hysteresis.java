package dev.weir.monitoring.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The health of one component over time, without flapping.
 *
 * <p>It gets worse once something worse was observed a number of times in a row. It gets better
 * once nothing as bad was observed for a stated time; a single observation that is as bad starts
 * that time again. So a component that fails again each time it is tried stays in one state.
 *
 * <p>Event-driven: time comes as an argument, and {@link #elapse} says that it has passed. One
 * owner.
 */
final class Hysteresis {

  private final Duration holds;
  private Health state = Health.up();
  private Moment since;
  private Optional<Instant> openedAt = Optional.empty();

  /** Observations in a row that were worse than the state, and the mildest of them. */
  private int worse;

  private Health mildest = Health.up();

  /** Since when everything observed was better than the state, and the worst of that. */
  private Optional<Moment> betterSince = Optional.empty();

  private Health best = Health.up();

  /** A moment by the clock that measures, and as people read it. */
  record Moment(long nanoTime, Instant label) {}

  /**
   * Starts as up.
   *
   * @param holds how long something better must last before it counts
   */
  Hysteresis(Duration holds, Moment since) {
    this.holds = holds;
    this.since = since;
  }

  /** Starts with an incident of an earlier process that may be over: it is from now on. */
  static Hysteresis restored(Duration holds, Health state, Instant openedAt, Moment now) {
    Hysteresis restored = new Hysteresis(holds, now);
    restored.state = state;
    restored.openedAt = Optional.of(openedAt);
    restored.betterSince = Optional.of(now);
    return restored;
  }

  /**
   * Takes an observation into account; returns whether the state changed.
   *
   * @param times how often something worse must be observed in a row, at least 1
   */
  boolean observe(Health observed, int times, Moment now) {
    if (observed.rank() > state.rank()) {
      betterSince = Optional.empty();
      mildest = worse == 0 || observed.rank() <= mildest.rank() ? observed : mildest;
      if (++worse < times) {
        return false;
      }
      become(mildest, now);
      return true;
    }
    worse = 0;
    if (observed.rank() == state.rank()) {
      // The reason may change without the state changing.
      state = observed;
      betterSince = Optional.empty();
      return false;
    }
    best = betterSince.isEmpty() ? observed : observed.worse(best);
    betterSince = betterSince.or(() -> Optional.of(now));
    return elapse(now);
  }

  /** Time has passed, and nothing else was observed; returns whether the state changed. */
  boolean elapse(Moment now) {
    if (betterSince.isEmpty() || now.nanoTime() - betterSince.get().nanoTime() < holds.toNanos()) {
      return false;
    }
    become(best, now);
    return true;
  }

  private void become(Health next, Moment now) {
    state = next;
    since = now;
    worse = 0;
    betterSince = Optional.empty();
    best = Health.up();
    openedAt = next.rank() == 0 ? Optional.empty() : openedAt.or(() -> Optional.of(now.label()));
  }

  Health state() {
    return state;
  }

  /** The state for a person: while it waits for something better to hold, the reason says so. */
  Health shown() {
    return betterSince
        .map(moment ->
            state.because(
                "%s; since %s it is %s, which counts after %s"
                    .formatted(state.reason(), moment.label(), best.state(), text(holds))))
        .orElse(state);
  }

  /** Since when it has been up, degraded or down. */
  Instant since() {
    return since.label();
  }

  /** How long the state has lasted, by the clock that measures: the other may have been set. */
  Duration lasted(Moment now) {
    return Duration.ofNanos(now.nanoTime() - since.nanoTime());
  }

  /** Since when it has not been up; empty while it is. */
  Optional<Instant> openedAt() {
    return openedAt;
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
