package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How lines are cut into cells, found by how many cells they have.
 *
 * @param separator a blank for any number of them
 * @param width how many cells most lines have
 */
record Dialect(char separator, int width) {

  private static final char[] CANDIDATES = {';', '\t', '|', ',', ' '};
  private static final double STEADY = 0.85;
  private static final double MOSTLY = 0.5;

  /** The dialect of the lines: by the candidate that most of them agree on. */
  static Dialect of(List<String> lines, Optional<Character> known) {
    Optional<Character> declared = known.or(() -> declared(lines));
    if (declared.isPresent()) {
      return new Dialect(declared.get(), steady(lines, declared.get()).width());
    }
    Optional<Count> best = Optional.empty();
    for (char candidate : CANDIDATES) {
      Count count = steady(lines, candidate);
      boolean enough = count.width() >= 2 && count.share() >= MOSTLY;
      double lead = best.map(Count::share).orElse(0.0);
      if (enough && (lead < STEADY ? count.share() > lead : false)) {
        best = Optional.of(count);
      }
    }
    return best.map(count -> new Dialect(count.separator(), count.width()))
        .orElse(new Dialect(',', 1));
  }

  private record Count(char separator, int width, double share) {}

  /** A first line {@code sep=;} says it. */
  private static Optional<Character> declared(List<String> lines) {
    for (String line : lines) {
      if (isDeclaration(line)) {
        return Optional.of(line.strip().charAt(4));
      }
      if (!line.isBlank()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  static boolean isDeclaration(String line) {
    String text = line.strip();
    return text.length() == 5 && text.regionMatches(true, 0, "sep=", 0, 4);
  }

  private static Count steady(List<String> lines, char separator) {
    Map<Integer, Integer> widths = new HashMap<>();
    int counted = 0;
    List<String> body = body(lines);
    for (String line : body) {
      int width = Split.cells(line, separator).size();
      widths.merge(width, 1, Integer::sum);
      counted++;
    }
    int best = 0;
    int width = 1;
    for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
      boolean more = entry.getValue() > best;
      if (more || (entry.getValue() == best && entry.getKey() > width)) {
        best = entry.getValue();
        width = entry.getKey();
      }
    }
    return new Count(separator, width, counted == 0 ? 0 : (double) best / counted);
  }

  /**
   * The lines that count: neither blank nor a comment; a preamble is outvoted where there is more.
   */
  private static List<String> body(List<String> lines) {
    List<String> body = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank() && !Header.isComment(line) && !isDeclaration(line)) {
        body.add(line);
      }
    }
    return body;
  }
}
