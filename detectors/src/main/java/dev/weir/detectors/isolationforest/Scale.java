package dev.weir.detectors.isolationforest;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * Mean and standard deviation per feature: what makes features comparable, and keeps their digits
 * when they become floats. A constant feature has deviation 1.
 */
final class Scale {

  private final double[] mean;
  private final double[] deviation;

  private Scale(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** The scale of the points in {@code values}, row by row. */
  static Scale of(double[] values, int features) {
    int points = values.length / features;
    double[] mean = new double[features];
    double[] deviation = new double[features];
    for (int feature = 0; feature < features; feature++) {
      double first = values[feature];
      double offset = 0;
      for (int i = feature; i < values.length; i += features) {
        offset += values[i] - first;
      }
      mean[feature] = first + offset / points;
      double squares = 0;
      for (int i = feature; i < values.length; i += features) {
        double difference = values[i] - mean[feature];
        squares += difference * difference;
      }
      double spread = Math.sqrt(squares / points);
      deviation[feature] = spread > 0 ? spread : 1;
    }
    return new Scale(mean, deviation);
  }

  static Scale read(StateReader in, int features) {
    Scale scale = new Scale(new double[features], new double[features]);
    in.getDoubles(scale.mean, 0, features);
    in.getDoubles(scale.deviation, 0, features);
    return scale;
  }

  void write(StateWriter out) {
    out.putDoubles(mean, 0, mean.length).putDoubles(deviation, 0, deviation.length);
  }

  int features() {
    return mean.length;
  }

  double mean(int feature) {
    return mean[feature];
  }

  double deviation(int feature) {
    return deviation[feature];
  }

  /** Writes the keys of a point's values to {@code keys} from {@code to} on. */
  void keys(double[] values, int at, int[] keys, int to) {
    for (int feature = 0; feature < mean.length; feature++) {
      keys[to + feature] = Keys.of((values[at + feature] - mean[feature]) / deviation[feature]);
    }
  }
}
