package dev.weir.benchmarks.drift;

/**
 * Adds a sine to every value.
 *
 * @param period in records
 * @param deviation of the sine
 */
record Season(int period, double deviation) implements ReshapedSource.Reshaping {

  @Override
  public void apply(double[] values, long number) {
    double phase = 2 * Math.PI * (number % period) / period;
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.sqrt(2) * deviation * Math.sin(phase);
    }
  }
}
