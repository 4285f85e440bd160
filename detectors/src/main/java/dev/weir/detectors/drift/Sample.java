package dev.weir.detectors.drift;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** Holds a window of points as distributions: per feature its values, sorted. Immutable. */
public final class Sample {

  private final double[][] columns;
  private final Summary[] summaries;

  private Sample(double[][] sortedColumns) {
    columns = sortedColumns;
    summaries = new Summary[columns.length];
    Arrays.setAll(summaries, feature -> Summary.of(columns[feature]));
  }

  /**
   * The sample of points that stand row by row in {@code values}.
   *
   * @param values finite, a whole number of points and at least one
   */
  public static Sample of(double[] values, int features) {
    int points = values.length / features;
    double[][] columns = new double[features][points];
    for (int i = 0; i < points; i++) {
      for (int feature = 0; feature < features; feature++) {
        columns[feature][i] = values[i * features + feature];
      }
    }
    for (double[] column : columns) {
      Arrays.sort(column);
    }
    return new Sample(columns);
  }

  /** Takes over what {@link #write} wrote. */
  public static Sample read(StateReader in, int features) {
    int points = in.getInt(1, Math.max(1, in.remaining() / (8 * features)));
    double[][] columns = new double[features][points];
    for (double[] column : columns) {
      in.getDoubles(column, 0, points);
    }
    return new Sample(columns);
  }

  public void write(StateWriter out) {
    out.putInt(points());
    for (double[] column : columns) {
      out.putDoubles(column, 0, column.length);
    }
  }

  public int features() {
    return columns.length;
  }

  public int points() {
    return columns[0].length;
  }

  public Summary summary(int feature) {
    return summaries[feature];
  }

  /** The values of a feature, sorted: the array itself, not to be changed. */
  double[] sorted(int feature) {
    return columns[feature];
  }
}
