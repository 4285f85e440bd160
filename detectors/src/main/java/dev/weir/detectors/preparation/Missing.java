package dev.weir.detectors.preparation;

import dev.weir.detectors.Identity;

/**
 * The substitute for a value that is missing. A value that is no measurement in another way,
 * infinite for instance, stays that.
 *
 * @param value the one that stands in, if it is {@link StandIn#VALUE}
 * @param zeroIsMissing whether a zero says that nothing was measured
 */
public record Missing(StandIn standIn, double value, boolean zeroIsMissing) {

  /** Nothing does: the record is judged by its other values, if the detector can. */
  public static final Missing NONE = new Missing(StandIn.NOTHING, 0, false);

  /** Names the kind of substitute. */
  public enum StandIn {
    NOTHING("NOTHING"),
    /** Nothing, and the other values of the record are not judged either. */
    UNSCORABLE("UNSCORABLE"),
    /** The value by which the feature was judged last; nothing before the first one. */
    PREVIOUS("PREVIOUS"),
    VALUE("VALUE");

    /** Stands in {@link Identity}: stays when the constant is renamed. */
    private final String identity;

    StandIn(String identity) {
      this.identity = identity;
    }
  }

  Identity identity() {
    return Identity.of("Missing")
        .with("standIn", standIn.identity)
        .with("value", value)
        .with("zeroIsMissing", Boolean.toString(zeroIsMissing));
  }
}
