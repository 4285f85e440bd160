package dev.weir.detectors.preparation;

/**
 * What stands in for a value that is missing. What is no measurement in another way, infinite for
 * instance, stays that.
 *
 * @param value the one that stands in, if it is {@link StandIn#VALUE}
 * @param zeroIsMissing whether a zero says that nothing was measured
 */
public record Missing(StandIn standIn, double value, boolean zeroIsMissing) {

  /** Nothing does: the record cannot be judged. */
  public static final Missing NONE = new Missing(StandIn.NOTHING, 0, false);

  /** What stands in. */
  public enum StandIn {
    NOTHING,
    /** What the feature was judged by last; nothing before that. */
    PREVIOUS,
    VALUE
  }
}
