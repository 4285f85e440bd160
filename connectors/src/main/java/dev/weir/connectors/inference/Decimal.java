package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Split;
import java.util.List;

/** Tells a decimal comma from a decimal point. */
final class Decimal {

  /** Either fits. */
  static final char OPEN = '?';

  private Decimal() {}

  static char of(List<String> lines, Dialect dialect) {
    int comma = 0;
    int point = 0;
    int open = 0;
    for (String line : lines) {
      if (Header.isComment(line)) {
        continue;
      }
      for (String cell : Split.cells(line, dialect.separator())) {
        boolean grouped = Cell.isGroupedPoint(cell);
        boolean fraction = Cell.isCommaNumber(cell);
        comma += (fraction && !grouped) || isBoth(cell, '.', ',') ? 1 : 0;
        open += fraction && grouped ? 1 : 0;
        point +=
            (Cell.isPlainNumber(cell) && cell.indexOf('.') >= 0 && !Cell.isGroupedComma(cell))
                    || isBoth(cell, ',', '.')
                ? 1
                : 0;
      }
    }
    if (comma > 0 && comma >= point) {
      return ',';
    }
    return point > 0 || open == 0 ? '.' : OPEN;
  }

  /** Whether a number has groups by one sign and a fraction by the other. */
  private static boolean isBoth(String cell, char group, char fraction) {
    int last = cell.lastIndexOf(fraction);
    return cell.indexOf(group) >= 0 && cell.indexOf(group) < last && Cell.isNumber(cell, fraction);
  }

  /** A number that may be read in two ways. */
  static String example(List<String> lines, Dialect dialect) {
    for (String line : lines) {
      for (String cell : Split.cells(line, dialect.separator())) {
        if (Cell.isCommaNumber(cell)) {
          return cell;
        }
      }
    }
    return "1,234";
  }
}
