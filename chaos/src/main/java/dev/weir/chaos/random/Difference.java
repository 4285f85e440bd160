package dev.weir.chaos.random;

import java.util.List;
import java.util.Optional;

/** Compares what was said with what should have been said. */
final class Difference {

  private static final int LONGEST = 700;

  private Difference() {}

  /** The first line that differs, in words; empty if none does. */
  static Optional<String> first(String what, List<String> actual, List<String> expected) {
    int common = Math.min(actual.size(), expected.size());
    for (int i = 0; i < common; i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        return Optional.of(
            "%s: line %d differs:%n  is        %s%n  should be %s"
                .formatted(what, i + 1, cut(actual.get(i)), cut(expected.get(i))));
      }
    }
    return actual.size() == expected.size()
        ? Optional.empty()
        : Optional.of(
            "%s: %d lines instead of %d; the first of the rest is %s"
                .formatted(
                    what,
                    actual.size(),
                    expected.size(),
                    cut((actual.size() > common ? actual : expected).get(common))));
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
