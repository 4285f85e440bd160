package dev.weir.app.report;

import java.util.List;
import java.util.StringJoiner;

/**
 * Writes points of plots as JSON: an array of numbers for each, in the order of {@link PlotPoint}.
 */
public final class PlotsJson {

  private PlotsJson() {}

  /** An array of arrays, without the numbers of the points; null stands for NaN. */
  public static String of(List<PlotPoint> points) {
    StringJoiner json = new StringJoiner(",", "[", "]");
    for (PlotPoint point : points) {
      json.add(one(point));
    }
    return json.toString();
  }

  private static String one(PlotPoint point) {
    StringJoiner json = new StringJoiner(",", "[", "]").add(Long.toString(point.time()));
    for (double value :
        new double[] {
          point.throughput(),
          point.mean(),
          point.p99(),
          point.quality().precision(),
          point.quality().recall(),
          point.quality().f1()
        }) {
      json.add(Double.isFinite(value) ? Float.toString((float) value) : "null");
    }
    return json.add(Long.toString(point.anomalies().info()))
        .add(Long.toString(point.anomalies().warning()))
        .add(Long.toString(point.anomalies().critical()))
        .toString();
  }
}
