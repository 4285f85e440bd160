package dev.weir.series.drift;

import dev.weir.detectors.drift.CheckOutcome;

/** The result of a drift check. A crash, a deadline or a lack of memory gives no result. */
public sealed interface CheckResult {

  /** The test compared the window. */
  record Done(CheckOutcome outcome) implements CheckResult {}

  /**
   * The test threw. It is a function of its input, so it throws again whenever it is repeated.
   *
   * @param reason class and message of the exception
   */
  record Rejected(String reason) implements CheckResult {}
}
