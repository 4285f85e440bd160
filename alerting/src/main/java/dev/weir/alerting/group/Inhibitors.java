package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Inhibition;
import dev.weir.alerting.route.Routing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open alerts that may mute others by one rule, found by the labels on which both agree. */
final class Inhibitors {

  private final Inhibition rule;
  private final Map<List<String>, List<String>> onlySources = new HashMap<>();
  private final Map<List<String>, List<String>> alsoTargets = new HashMap<>();

  Inhibitors(Inhibition rule, Routing routing, List<Alert> open) {
    this.rule = rule;
    for (Alert alert : open) {
      Map<String, String> labels = routing.labels(alert);
      if (rule.isSource(labels)) {
        (rule.isTarget(labels) ? alsoTargets : onlySources)
            .computeIfAbsent(rule.equalValues(labels), values -> new ArrayList<>(1))
            .add(alert.id());
      }
    }
  }

  /** Id of an open alert that mutes this one; empty if none does. */
  Optional<String> of(Alert alert, Map<String, String> labels) {
    if (!rule.isTarget(labels)) {
      return Optional.empty();
    }
    List<String> values = rule.equalValues(labels);
    Optional<String> by = other(onlySources.getOrDefault(values, List.of()), alert);
    // An alert on both sides is not muted by others that are on both sides.
    return by.isPresent() || rule.isSource(labels)
        ? by
        : other(alsoTargets.getOrDefault(values, List.of()), alert);
  }

  private static Optional<String> other(List<String> ids, Alert alert) {
    return ids.stream().filter(id -> !id.equals(alert.id())).findFirst();
  }
}
