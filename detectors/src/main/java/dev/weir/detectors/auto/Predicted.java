package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;

/**
 * Expects what follows from the last four usual values: a linear prediction that recursive least
 * squares fit to about the last 2,000 values. Errors enter the fit clipped at four times their mean
 * size.
 */
final class Predicted extends Expectation {

  private static final int LAGS = 4;
  private static final int SIZE = LAGS + 1;
  private static final double FORGETTING = 0.9995;

  /** Variance of the weights before the first value; in units of the scale of the series. */
  private static final double UNSURE = 10;

  /** From here on forgetting does not add to the uncertainty of the weights. */
  private static final double MOST_UNSURE = 1_000;

  private static final int FEWEST = 100;
  private static final int YOUNG = 50;
  private static final double FARTHEST_YOUNG = 20;
  private static final double FARTHEST = 4;
  private static final double SMALLEST_ERROR = 1e-3;
  private static final double GAIN_YOUNG = 0.1;
  private static final double GAIN = 0.01;
  private static final double LARGEST = 1_000;

  private final Recent recent;
  private final Cadence cadence;
  private final double[] weights = new double[SIZE];
  private final double[] covariance = new double[SIZE * SIZE];
  private final double[] lags = new double[SIZE];
  private final double[] gains = new double[SIZE];
  private double centre;
  private double scale;
  private double usualError;
  private int seen;

  Predicted(Recent recent, Cadence cadence) {
    this.recent = recent;
    this.cadence = cadence;
  }

  /**
   * Begins with the units the series is computed in.
   *
   * @param spread above 0
   */
  void begin(double middle, double spread) {
    centre = middle;
    scale = spread;
    for (int i = 0; i < SIZE; i++) {
      covariance[i * SIZE + i] = UNSURE;
    }
    weights[1] = 1;
  }

  @Override
  View view() {
    return View.LATELY;
  }

  @Override
  boolean isKnown(long time) {
    return seen >= FEWEST && cadence.missing(time) == 0;
  }

  @Override
  double expected(long time) {
    return centre + scale * prediction();
  }

  /** The prediction in units of the series; leaves the lags behind. */
  private double prediction() {
    lags[0] = 1;
    double sum = weights[0];
    for (int i = 1; i < SIZE; i++) {
      double lag = recent.size() < i ? 0 : (recent.usual(i) - centre) / scale;
      lags[i] = Math.clamp(lag, -LARGEST, LARGEST);
      sum += weights[i] * lags[i];
    }
    return sum;
  }

  @Override
  void follow(double value, long time) {
    if (recent.size() < LAGS) {
      return;
    }
    double error = (value - centre) / scale - prediction();
    double farthest =
        seen < YOUNG ? FARTHEST_YOUNG : FARTHEST * Math.max(usualError, SMALLEST_ERROR);
    error = Math.clamp(error, -farthest, farthest);
    usualError += (seen < YOUNG ? GAIN_YOUNG : GAIN) * (Math.abs(error) - usualError);
    fit(error);
    seen = Math.min(seen + 1, FEWEST);
  }

  private void fit(double error) {
    double divisor = FORGETTING;
    for (int i = 0; i < SIZE; i++) {
      double gain = 0;
      for (int j = 0; j < SIZE; j++) {
        gain += covariance[i * SIZE + j] * lags[j];
      }
      gains[i] = gain;
      divisor += gain * lags[i];
    }
    double trace = 0;
    for (int i = 0; i < SIZE; i++) {
      weights[i] += gains[i] / divisor * error;
      trace += covariance[i * SIZE + i];
    }
    double growth = trace < MOST_UNSURE ? 1 / FORGETTING : 1;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = (covariance[i * SIZE + j] - gains[i] * gains[j] / divisor) * growth;
        covariance[i * SIZE + j] = entry;
        covariance[j * SIZE + i] = entry;
      }
    }
  }

  @Override
  void move(double by) {
    centre += by;
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.putDouble(centre).putDouble(scale).putDouble(usualError).putInt(seen);
    out.putDoubles(weights, 0, SIZE).putDoubles(covariance, 0, SIZE * SIZE);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    centre = in.getDouble();
    scale = in.getDouble();
    usualError = in.getDouble();
    seen = in.getInt(0, FEWEST);
    in.getDoubles(weights, 0, SIZE);
    in.getDoubles(covariance, 0, SIZE * SIZE);
  }
}
