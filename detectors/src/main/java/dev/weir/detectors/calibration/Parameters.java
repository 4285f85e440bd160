package dev.weir.detectors.calibration;

import dev.weir.detectors.ParameterException;

/**
 * Checks of the parameters of detectors whose models are {@linkplain CalibratedModel calibrated}.
 */
public final class Parameters {

  private Parameters() {}

  /**
   * Requires a share of the records that may be anomalous.
   *
   * @throws ParameterException if it is not above 0 and below 0.5
   */
  public static void requireAlertRate(double alertRate) {
    ParameterException.require(
        alertRate > 0 && alertRate < 0.5, "alertRate", "above 0 and below 0.5", alertRate);
  }

  /**
   * Requires a number of something.
   *
   * @param what the name of the record's component
   * @throws ParameterException if it is less than {@code least} or more than {@code most}
   */
  public static void require(String what, int value, int least, int most) {
    ParameterException.require(
        value >= least && value <= most, what, "%d to %d".formatted(least, most), value);
  }
}
