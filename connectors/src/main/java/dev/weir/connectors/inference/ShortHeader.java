package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names for the columns of rows that have one cell more than their header. */
final class ShortHeader {

  private static final int MOST_ROWS = 100;
  private static final int FEW = 3;

  private ShortHeader() {}

  /**
   * The names with one for the cell that has none: the last cell, if it is empty in all rows; a
   * time of day behind a date that a blank cuts off; the first cell, if it holds the number or the
   * name of the row. The names as they are if none of these is the case.
   */
  static List<String> complete(List<String> names, List<String> lines, int first, Dialect dialect) {
    List<List<String>> rows =
        lines.subList(first, lines.size()).stream()
            .filter(line -> !line.isBlank() && !Header.isComment(line))
            .map(line -> Split.cells(line, dialect.separator()))
            .filter(cells -> cells.size() == dialect.width())
            .limit(MOST_ROWS)
            .toList();
    List<String> complete = new ArrayList<>(names);
    Optional<Integer> date = dateBeforeClock(rows, dialect.width());
    if (rows.stream().allMatch(cells -> cells.getLast().isEmpty())) {
      complete.add("");
    } else if (date.isPresent()) {
      complete.add(date.get() + 1, names.get(date.get()));
    } else if (areNumbered(rows) || areNamed(rows)) {
      complete.addFirst("row");
    }
    return complete;
  }

  /** The place of a date that a time of day follows, but for one row, as the foot of a table. */
  private static Optional<Integer> dateBeforeClock(List<List<String>> rows, int width) {
    for (int i = 0; i + 1 < width; i++) {
      int place = i;
      long others =
          rows.stream()
              .filter(cells ->
                  !Clock.isAny(cells.get(place))
                      || Clock.isTimeOfDay(cells.get(place))
                      || !Clock.isTimeOfDay(cells.get(place + 1)))
              .count();
      if (others == 0 || (others == 1 && rows.size() > FEW)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private static boolean areNumbered(List<List<String>> rows) {
    double before = Cell.number(rows.getFirst().getFirst(), '.') - 1;
    boolean few = rows.size() > 1 || before == 0 || before == -1;
    for (List<String> cells : rows) {
      double number = Cell.number(cells.getFirst(), '.');
      if (!few || number != before + 1) {
        return false;
      }
      before = number;
    }
    return true;
  }

  private static boolean areNamed(List<List<String>> rows) {
    return rows.stream()
        .map(List::getFirst)
        .allMatch(cell ->
            !Cell.isMissing(cell)
                && !Clock.isAny(cell)
                && Double.isNaN(Cell.number(cell, '.'))
                && Double.isNaN(Cell.number(cell, ',')));
  }

  /**
   * How many names a line of words in front of the first record has, if they are fewer than the
   * cells of the rows, as where decimal commas cut the numbers; empty if there is no such line.
   */
  static Optional<Integer> tooFew(List<String> lines, int first, Dialect dialect) {
    if (first == 0 || dialect.separator() != ',') {
      return Optional.empty();
    }
    List<String> cells = Split.cells(lines.get(first - 1), ',');
    boolean words =
        cells.size() > 1
            && cells.stream()
                .allMatch(cell -> !cell.isEmpty() && Character.isLetter(cell.charAt(0)));
    return words && cells.size() < dialect.width() && 2 * cells.size() >= dialect.width()
        ? Optional.of(cells.size())
        : Optional.empty();
  }
}
