package dev.weir.detectors.drift;

/**
 * Describes one feature of a window by a few numbers.
 *
 * @param deviation standard deviation
 * @param low one value in twenty is below
 * @param lower one value in four is below
 * @param upper one value in four is above
 * @param high one value in twenty is above
 * @param kurtosis fourth standardised moment, 3 for a normal distribution; 1 where all are equal
 */
public record Summary(
    int points,
    double mean,
    double deviation,
    double min,
    double low,
    double lower,
    double median,
    double upper,
    double high,
    double max,
    double kurtosis) {

  static Summary of(double[] sorted) {
    int n = sorted.length;
    double offset = 0;
    for (double value : sorted) {
      offset += value - sorted[0];
    }
    double mean = sorted[0] + offset / n;
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / n);
    double fourth = 0;
    for (double value : sorted) {
      double standardised = deviation > 0 ? (value - mean) / deviation : 1;
      fourth += standardised * standardised * standardised * standardised;
    }
    return new Summary(
        n,
        mean,
        deviation,
        sorted[0],
        quantile(sorted, 0.05),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        quantile(sorted, 0.95),
        sorted[n - 1],
        fourth / n);
  }

  /** Between two values, in proportion. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double rest = at - below;
    return rest == 0 ? sorted[below] : (1 - rest) * sorted[below] + rest * sorted[below + 1];
  }
}
