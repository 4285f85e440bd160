package dev.weir.app.metrics;

import dev.weir.monitoring.Latency;
import dev.weir.monitoring.metrics.Metric;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** Metrics of a kind that Micrometer has no meter for. */
final class Collectors {

  private static final String INFO = "_info";
  private static final double NANOS_PER_SECOND = 1e9;

  /** Upper bounds of the buckets in seconds. */
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private Collectors() {}

  /** A metric whose labels say something, with the value 1. */
  static MetricSnapshot info(Metric metric, List<String> labels) {
    String name = metric.metricName();
    return InfoSnapshot.builder()
        .name(name.substring(0, name.length() - INFO.length()))
        .help(metric.help())
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(Labels.of(metric.labels(), labels))
                .build())
        .build();
  }

  /** Latencies as a histogram in seconds. */
  static MetricSnapshot histogram(Metric metric, Latency latency) {
    Latency.Distribution distribution = latency.distribution(nanos());
    double[] bounds = new double[BOUNDS.length + 1];
    long[] counts = new long[bounds.length];
    long below = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      bounds[i] = BOUNDS[i];
      counts[i] = distribution.atMost(i) - below;
      below = distribution.atMost(i);
    }
    bounds[BOUNDS.length] = Double.POSITIVE_INFINITY;
    counts[BOUNDS.length] = distribution.count() - below;
    return HistogramSnapshot.builder()
        .name(metric.metricName())
        .help(metric.help())
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(distribution.sum() / NANOS_PER_SECOND)
                .build())
        .build();
  }

  private static long[] nanos() {
    long[] nanos = new long[BOUNDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(BOUNDS[i] * NANOS_PER_SECOND);
    }
    return nanos;
  }
}
