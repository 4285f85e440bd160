package dev.weir.detectors;

/** A parameter of a detector has a value outside of its range. */
public final class ParameterException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String range;

  /**
   * Refuses a value.
   *
   * @param parameter the name of the record's component
   * @param range the values allowed, in words, such as {@code 1 to 500}
   */
  public ParameterException(String parameter, String range, Object value) {
    super("%s must be %s, was %s".formatted(parameter, range, value));
    this.parameter = parameter;
    this.range = range;
  }

  /**
   * Requires a parameter to be in its range.
   *
   * @throws ParameterException if it is not
   */
  public static void require(boolean inRange, String parameter, String range, Object value) {
    if (!inRange) {
      throw new ParameterException(parameter, range, value);
    }
  }

  /** The name of the record's component. */
  public String parameter() {
    return parameter;
  }

  /** The values allowed, in words. */
  public String range() {
    return range;
  }
}
