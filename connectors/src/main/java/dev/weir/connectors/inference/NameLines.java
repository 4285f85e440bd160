package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.Split;
import java.util.List;

/** Finds the names of columns in lines in front of the records that are not one plain header. */
final class NameLines {

  private static final int MOST_LINES = 50;
  private static final int MOST_ABOVE = 3;

  private NameLines() {}

  /** Names that take several lines, or that have blanks in them; empty if there are none. */
  static List<String> other(List<String> lines, int first, Dialect dialect, char decimal) {
    List<String> over = overLines(lines, first, dialect, decimal);
    return over.isEmpty() ? apart(lines, first, dialect) : over;
  }

  /**
   * The line of the names: the first, unless one below names a time and it does not, such as a
   * comment or a title of as many words.
   */
  static int withTime(List<Integer> block, List<String> lines, Dialect dialect) {
    List<String> first = Header.cells(lines.get(block.getFirst()), dialect);
    return first.contains("") || first.stream().anyMatch(ColumnNames::holdsTime)
        ? block.getFirst()
        : block.stream()
            .filter(
                at -> Header.cells(lines.get(at), dialect).stream().anyMatch(ColumnNames::isTime))
            .findFirst()
            .orElse(block.getFirst());
  }

  /** Names in quotes that go over the ends of lines, as spreadsheets write them; empty if none. */
  private static List<String> overLines(
      List<String> lines, int first, Dialect dialect, char decimal) {
    for (int from = first - 2; from >= Math.max(0, first - MOST_LINES); from--) {
      List<String> part = lines.subList(from, first);
      String joined = String.join(" ", part);
      List<String> cells = Split.cells(joined, dialect.separator());
      if (isOpen(part.getFirst())
          && !isOpen(joined)
          && cells.size() == dialect.width()
          && cells.stream().noneMatch(cell -> Cell.isNumber(cell, decimal) || Clock.isAny(cell))) {
        return cells;
      }
    }
    return List.of();
  }

  /** Whether a quote is open at the end. */
  private static boolean isOpen(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  /** Names with blanks in them, two blanks or more between them; empty if there are none. */
  private static List<String> apart(List<String> lines, int first, Dialect dialect) {
    for (int i = first - 1;
        dialect.separator() == ' ' && i >= Math.max(0, first - MOST_ABOVE);
        i--) {
      List<String> names = List.of(lines.get(i).strip().split("\\s{2,}"));
      if (names.size() == dialect.width()
          && names.stream().allMatch(name -> !name.isEmpty() && Character.isLetter(name.charAt(0)))
          && names.stream().noneMatch(Clock::isAny)) {
        return names;
      }
    }
    return List.of();
  }
}
