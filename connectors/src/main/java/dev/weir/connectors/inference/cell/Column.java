package dev.weir.connectors.inference.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds one column of a sample, with its cells as texts and as numbers. Immutable. */
public final class Column {

  private static final double NEARLY_ALL = 0.9;
  private static final int MOST_WORDS = 5;
  private static final int ENOUGH = 20;
  private static final double UNEVEN = 1e-3;

  private final String name;
  private final List<String> cells;
  private final double[] numbers;
  private final boolean quoted;
  private final String unit;

  private Column(String name, List<String> cells, double[] numbers, boolean quoted, String unit) {
    this.name = name;
    this.cells = cells;
    this.numbers = numbers;
    this.quoted = quoted;
    this.unit = unit;
  }

  /** The name that records use. */
  public String name() {
    return name;
  }

  /** One cell for each row, without blanks around it; empty where a row has none. */
  public List<String> cells() {
    return cells;
  }

  /** Whether some of its numbers stand in quotes, as JSON texts do. */
  public boolean quoted() {
    return quoted;
  }

  /** The unit that stands behind or in front of its numbers; empty for none. */
  public String unit() {
    return unit;
  }

  public static Column of(String name, List<String> cells, char decimal, boolean quoted) {
    String unit = unit(cells);
    List<String> plain = unit.isEmpty() ? cells : cells.stream().map(Units::number).toList();
    double[] numbers = new double[plain.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Cell.number(plain.get(i), decimal);
    }
    return new Column(name, List.copyOf(plain), numbers, quoted, unit);
  }

  /** The unit of all numbers of a column; empty if there is none, or more than one. */
  private static String unit(List<String> cells) {
    String unit = "";
    for (String cell : cells) {
      if (Cell.isMissing(cell)) {
        continue;
      }
      Optional<Units.Parted> parted = Units.of(cell);
      if (parted.isEmpty() || !(unit.isEmpty() || unit.equals(parted.get().unit()))) {
        return "";
      }
      unit = parted.get().unit();
    }
    return unit;
  }

  /** Whether each of its texts is a number with a unit. */
  public boolean hasUnits() {
    return !isEmpty() && presentCells().stream().allMatch(cell -> Units.of(cell).isPresent());
  }

  /** How many cells hold something. */
  public int present() {
    return (int) cells.stream().filter(cell -> !Cell.isMissing(cell)).count();
  }

  public int numberCount() {
    int count = 0;
    for (double number : numbers) {
      count += Double.isNaN(number) ? 0 : 1;
    }
    return count;
  }

  /** Whether a word such as NaN stands for a missing value, rather than an empty cell. */
  public boolean hasMissingWords() {
    return cells.stream().anyMatch(cell -> !cell.isBlank() && Cell.isMissing(cell));
  }

  public boolean isEmpty() {
    return present() == 0;
  }

  /** Whether it holds numbers, but for a few words that stand for a missing one. */
  public boolean isNumeric() {
    int numbersThere = numberCount();
    int present = present();
    boolean mostly = present >= ENOUGH && numbersThere >= NEARLY_ALL * present;
    return numbersThere > 0
        && (numbersThere == present || (mostly && words().size() <= MOST_WORDS));
  }

  /** Whether half of many cells or more are numbers, and the others a few words. */
  public boolean isHalfNumeric() {
    return present() >= ENOUGH && 2 * numberCount() >= present() && words().size() <= MOST_WORDS;
  }

  /** Whether the cell of a row is a number. */
  public boolean isNumber(int row) {
    return !Double.isNaN(numbers[row]);
  }

  /** Words among its numbers, with how often they come. */
  public Map<String, Integer> words() {
    Map<String, Integer> words = new HashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      String cell = cells.get(i);
      if (Double.isNaN(numbers[i]) && !Cell.isMissing(cell)) {
        words.merge(cell, 1, Integer::sum);
      }
    }
    return words;
  }

  public boolean isText() {
    return !isEmpty() && !isNumeric();
  }

  public boolean isWhole() {
    for (double number : numbers) {
      if (!Double.isNaN(number) && number != Math.rint(number)) {
        return false;
      }
    }
    return numberCount() > 0;
  }

  /** How many different texts there are, missing ones left out. */
  public int distinct() {
    return (int) cells.stream().filter(cell -> !Cell.isMissing(cell)).distinct().count();
  }

  public boolean isConstant() {
    return distinct() == 1;
  }

  /** Whether each number is by one larger than the one before, as the numbers of rows are. */
  public boolean counts() {
    if (numberCount() != cells.size() || cells.size() < 2) {
      return false;
    }
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] != numbers[i - 1] + 1) {
        return false;
      }
    }
    return numbers[0] == 0 || numbers[0] == 1;
  }

  /** Whether each of its numbers is larger than the one before. */
  public boolean rises() {
    double[] values = values();
    for (int i = 1; i < values.length; i++) {
      if (values[i] <= values[i - 1]) {
        return false;
      }
    }
    return values.length > 2;
  }

  /** Whether each of ten numbers or more is above the one before by as much as the second. */
  public boolean risesEvenly() {
    if (numberCount() != cells.size() || cells.size() < 10) {
      return false;
    }
    double step = numbers[1] - numbers[0];
    for (int i = 1; i < numbers.length; i++) {
      if (!(step > 0) || Math.abs(numbers[i] - numbers[i - 1] - step) > UNEVEN * step) {
        return false;
      }
    }
    return true;
  }

  /** The numbers there are, in the order of the rows. */
  public double[] values() {
    double[] values = new double[numberCount()];
    int count = 0;
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        values[count++] = number;
      }
    }
    return values;
  }

  public List<String> presentCells() {
    List<String> there = new ArrayList<>();
    for (String cell : cells) {
      if (!Cell.isMissing(cell)) {
        there.add(cell);
      }
    }
    return there;
  }
}
