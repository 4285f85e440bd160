package dev.weir.monitoring.metrics;

import java.util.List;

/**
 * Holds one value of a metric.
 *
 * @param labels the values of the metric's labels, in their order
 */
public record Sample(List<String> labels, Value value) {

  public Sample {
    labels = List.copyOf(labels);
  }
}
