package dev.weir.detectors.drift;

import java.util.List;
import java.util.Optional;

/**
 * Holds the result of a drift check.
 *
 * @param window what was looked at
 * @param findings what has changed; empty if nothing has, or if nothing was known yet
 * @param kept what to know from now on if what was normal stays so
 * @param renewed what to know from now on if what was found is the new normal; empty if the next
 *     window shall say what that is
 */
public record CheckOutcome(
    Sample window,
    List<Finding> findings,
    Optional<DriftMemory> kept,
    Optional<DriftMemory> renewed) {

  public CheckOutcome {
    findings = List.copyOf(findings);
  }

  /** Of the first window: it is normal. */
  static CheckOutcome first(Sample window, DriftMemory memory) {
    return new CheckOutcome(window, List.of(), Optional.of(memory), Optional.of(memory));
  }
}
