package dev.weir.alerting.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a node of the routing tree.
 *
 * @param path matchers from the root to here, as text: part of the name of its groups
 * @param receiver name of the receiver that is notified
 * @param matchers all must match; none for the root
 * @param goesOn whether later siblings are tried although this one matched
 * @param children tried in order; if none matches, the node itself takes the alert
 */
public record Route(
    String path,
    String receiver,
    List<Matcher> matchers,
    boolean goesOn,
    GroupTerms terms,
    List<Route> children) {

  public Route {
    matchers = List.copyOf(matchers);
    children = List.copyOf(children);
  }

  /**
   * The routes that take an alert with these labels, depth first; none if this node does not match.
   */
  public List<Route> find(Map<String, String> labels) {
    if (!Matchers.all(matchers, labels)) {
      return List.of();
    }
    List<Route> found = new ArrayList<>();
    for (Route child : children) {
      List<Route> below = child.find(labels);
      found.addAll(below);
      if (!below.isEmpty() && !child.goesOn()) {
        break;
      }
    }
    return found.isEmpty() ? List.of(this) : found;
  }
}
