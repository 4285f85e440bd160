package dev.weir.connectors.document;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The name of a series as Prometheus writes it: {@code up{instance="a:9090",job="p"}}. */
final class SeriesName {

  private SeriesName() {}

  /** A metric with its labels in the order of their names; empty labels are left out. */
  static Json of(String metric, Map<String, Json> labels) {
    SortedMap<String, String> sorted = new TreeMap<>();
    labels.forEach((name, value) -> {
      if (!value.words().isEmpty()) {
        sorted.put(name, value.words());
      }
    });
    String set =
        sorted.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
            .collect(Collectors.joining(",", "{", "}"));
    return new Json.Text(sorted.isEmpty() && !metric.isEmpty() ? metric : metric + set);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
