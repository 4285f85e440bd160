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

  /** Whether an open alert with the labels {@code by} mutes one with these labels. */
  public boolean mutes(Map<String, String> labels, Map<String, String> by) {
    return Matchers.all(target, labels)
        && Matchers.all(source, by)
        && equal.stream()
            .allMatch(name -> labels.getOrDefault(name, "").equals(by.getOrDefault(name, "")))
        // An alert on both sides is not muted by others that are on both sides.
        && !(Matchers.all(source, labels) && Matchers.all(target, by));
  }
}
