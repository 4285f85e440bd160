package dev.weir.alerting.route;

import java.util.List;
import java.util.Map;

/**
 * Mutes some alerts while others are open.
 *
 * @param source matches the alerts that mute
 * @param target matches the alerts that are muted
 * @param equal labels on which both must agree; missing and empty are the same
 */
public record Inhibition(List<Matcher> source, List<Matcher> target, List<String> equal) {

  public Inhibition {
    source = List.copyOf(source);
    target = List.copyOf(target);
    equal = List.copyOf(equal);
  }

  /** Whether alerts with these labels mute others. */
  public boolean isSource(Map<String, String> labels) {
    return Matchers.all(source, labels);
  }

  /** Whether alerts with these labels are muted by others. */
  public boolean isTarget(Map<String, String> labels) {
    return Matchers.all(target, labels);
  }

  /** The values on which an alert and the one that mutes it agree. */
  public List<String> equalValues(Map<String, String> labels) {
    return equal.stream().map(name -> labels.getOrDefault(name, "")).toList();
  }
}
