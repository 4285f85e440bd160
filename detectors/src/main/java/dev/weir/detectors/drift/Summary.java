package dev.weir.detectors.drift;

/**
 * One feature of a window in a few numbers.
 *
 * @param deviation standard deviation
 * @param kurtosis fourth standardised moment, 3 for a normal distribution; 1 where all are equal
 */
public record Summary(
    int points,
    double mean,
    double deviation,
    double min,
    double median,
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
    double median = n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    return new Summary(n, mean, deviation, sorted[0], median, sorted[n - 1], fourth / n);
  }
}
