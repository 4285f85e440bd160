package dev.weir.alerting.route;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes labels out of the value of another: the named groups of a pattern that must match the whole
 * value, such as {@code (?<site>[^/]+)/.*} on {@code series}.
 *
 * @param from the label whose value is read
 */
public record LabelRule(String from, Pattern pattern) {

  /** Adds the labels that the pattern finds; labels that exist stay as they are. */
  Map<String, String> add(Map<String, String> labels) {
    Matcher matcher = pattern.matcher(labels.getOrDefault(from, ""));
    if (!matcher.matches()) {
      return labels;
    }
    Map<String, String> more = new TreeMap<>(labels);
    for (String name : pattern.namedGroups().keySet()) {
      String value = matcher.group(name);
      if (value != null && !value.isEmpty()) {
        more.putIfAbsent(name, value);
      }
    }
    return more;
  }
}
