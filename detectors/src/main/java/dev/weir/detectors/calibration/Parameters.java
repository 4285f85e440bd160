package dev.weir.detectors.calibration;

/**
 * Checks of the parameters of detectors whose models are {@linkplain CalibratedModel calibrated}.
 */
public final class Parameters {

  private Parameters() {}

  /**
   * Requires a share of the records that may be anomalous.
   *
   * @throws IllegalArgumentException if it is not above 0 and below 0.5
   */
  public static void requireAlertRate(double alertRate) {
    if (!(alertRate > 0 && alertRate < 0.5)) {
      throw new IllegalArgumentException(
          "alertRate must be above 0 and below 0.5, was " + alertRate);
    }
  }

  /**
   * Requires a number of something.
   *
   * @param what its name, for the message
   * @throws IllegalArgumentException if it is less than {@code least} or more than {@code most}
   */
  public static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, was %d".formatted(what, least, most, value));
    }
  }
}
