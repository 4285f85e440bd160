package dev.weir.connectors.text.lineprotocol;

import java.util.List;

/**
 * Which tags of a point are part of the key of its series.
 *
 * @param only names of tags; empty for all
 * @param without names of tags that are left out
 */
public record TagRule(List<String> only, List<String> without) {

  /** All tags. */
  public static final TagRule ALL = new TagRule(List.of(), List.of());

  public TagRule {
    only = List.copyOf(only);
    without = List.copyOf(without);
  }

  boolean isAll() {
    return only.isEmpty() && without.isEmpty();
  }

  /** Whether a tag of this name is part of the key. */
  public boolean takes(String name) {
    return (only.isEmpty() || only.contains(name)) && !without.contains(name);
  }
}
