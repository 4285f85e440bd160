package dev.weir.alerting.route;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which receivers are notified of an alert, and in which group. Immutable.
 *
 * @param roots each is tried; one, if the configuration has a tree
 * @param rules add labels to those of the alert
 */
public record Routing(List<Route> roots, List<LabelRule> rules, List<Inhibition> inhibitions) {

  /** The label with the severity, in lower case. */
  public static final String SEVERITY = "severity";

  public Routing {
    roots = List.copyOf(roots);
    rules = List.copyOf(rules);
    inhibitions = List.copyOf(inhibitions);
  }

  /** The labels that matchers see: those of the alert, its severity, and those of the rules. */
  public Map<String, String> labels(Alert alert) {
    return labels(alert, alert.severity());
  }

  private Map<String, String> labels(Alert alert, Alert.Severity severity) {
    Map<String, String> labels = new TreeMap<>(alert.labels());
    labels.put(SEVERITY, severity.word());
    return withRules(labels);
  }

  /** Labels with those that the rules add. */
  public Map<String, String> withRules(Map<String, String> labels) {
    Map<String, String> all = labels;
    for (LabelRule rule : rules) {
      all = rule.add(all);
    }
    return all;
  }

  /** The routes that take an alert with these labels, in order. */
  public List<Route> find(Map<String, String> labels) {
    List<Route> found = new ArrayList<>();
    roots.forEach(root -> found.addAll(root.find(labels)));
    return found;
  }

  /** The routes of one receiver that take a notice and whose lowest severity it reaches. */
  public List<Route> find(String receiver, Notice notice) {
    Alert alert = notice.alert();
    return find(labels(alert)).stream()
        .filter(route -> route.receiver().equals(receiver))
        .filter(route -> alert.severity().compareTo(route.terms().minimum()) >= 0)
        .toList();
  }

  /**
   * Whether a receiver without groups is notified. The end of an alert goes wherever it was
   * reported at a lower severity.
   */
  public boolean reaches(String receiver, Notice notice) {
    if (notice.kind() != Notice.Kind.RESOLVED) {
      return !find(receiver, notice).isEmpty();
    }
    Set<Route> routes = new LinkedHashSet<>();
    for (Alert.Severity severity : Alert.Severity.values()) {
      if (severity.compareTo(notice.alert().severity()) <= 0) {
        routes.addAll(find(labels(notice.alert(), severity)));
      }
    }
    return routes.stream()
        .filter(route -> route.receiver().equals(receiver) && route.terms().sendResolved())
        .anyMatch(route -> notice.alert().severity().compareTo(route.terms().minimum()) >= 0);
  }
}
