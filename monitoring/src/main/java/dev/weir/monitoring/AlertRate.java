package dev.weir.monitoring;

/**
 * Alerts of series that have a budget, in this run.
 *
 * @param allowed by their budgets
 * @param opened incidents they had
 */
public record AlertRate(double allowed, long opened) {

  /** There is no budget. */
  public static final AlertRate NONE = new AlertRate(0, 0);

  public AlertRate plus(AlertRate other) {
    return new AlertRate(allowed + other.allowed, opened + other.opened);
  }
}
