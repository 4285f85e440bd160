package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Split;
import dev.weir.connectors.inference.cell.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells a decimal comma from a decimal point. */
final class Decimal {

  /** Either fits. */
  static final char OPEN = '?';

  private static final int GROUP = 3;
  private static final Pattern GERMAN_DATE =
      Pattern.compile("\\d{1,2}\\.\\d{1,2}\\.(\\d{4}|\\d{2})(\\D|$)");

  /** Digits and a flag behind a comma, as in files of weather stations: {@code +0153,1}. */
  private static final Pattern CODE = Pattern.compile("[-+]?0\\d+,\\d+");

  private Decimal() {}

  static char of(List<String> lines, Dialect dialect) {
    int comma = 0;
    int point = 0;
    int open = 0;
    boolean german = false;
    Set<Integer> dotted = new HashSet<>();
    Set<Integer> whole = new HashSet<>();
    for (String line : lines) {
      if (Header.isComment(line)) {
        continue;
      }
      int place = 0;
      for (String text : Split.cells(line, dialect.separator())) {
        String cell = Cell.signed(Units.number(text));
        boolean grouped = Cell.isGroupedPoint(cell);
        boolean code = dialect.separator() == ',' && CODE.matcher(cell).matches();
        boolean fraction = Cell.isCommaNumber(cell) && !code;
        boolean groups = isDotted(cell) && cell.indexOf('.') < cell.lastIndexOf('.');
        comma +=
            (fraction && !grouped) || isBoth(cell, '.', ',') || groups || isSpaced(cell) ? 1 : 0;
        if (isDotted(cell) && !groups) {
          dotted.add(place);
        } else if (cell.length() <= GROUP && Cell.isDigits(cell)) {
          whole.add(place);
        }
        place++;
        german |= GERMAN_DATE.matcher(cell).lookingAt();
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
    whole.retainAll(dotted);
    boolean asGerman = german && !dotted.isEmpty();
    boolean beside = dialect.separator() == ';' && !whole.isEmpty();
    boolean either = open > 0 || asGerman || beside;
    return point > 0 || !either ? '.' : OPEN;
  }

  /** Whether blanks or apostrophes stand between thousands in front of a comma. */
  private static boolean isSpaced(String cell) {
    return cell.indexOf(',') > 0
        && Cell.isGroupedComma(cell)
        && cell.chars().anyMatch(c -> "' \u00A0\u2007\u2009\u202F\u2019".indexOf(c) >= 0);
  }

  /** Whether points stand in front of each three digits: thousands, or one fraction of three. */
  private static boolean isDotted(String cell) {
    return cell.indexOf('.') >= 0 && cell.indexOf(',') < 0 && Cell.isGroupedComma(cell);
  }

  /** Whether a number has groups by one sign and a fraction by the other. */
  private static boolean isBoth(String cell, char group, char fraction) {
    int last = cell.lastIndexOf(fraction);
    return cell.indexOf(group) >= 0 && cell.indexOf(group) < last && Cell.isNumber(cell, fraction);
  }

  /** A number that may be read in two ways. */
  static String example(List<String> lines, Dialect dialect) {
    for (String line : lines) {
      for (String text : Split.cells(line, dialect.separator())) {
        String cell = Units.number(text);
        if (Cell.isCommaNumber(cell) || isDotted(cell)) {
          return cell;
        }
      }
    }
    return "1,234";
  }
}
