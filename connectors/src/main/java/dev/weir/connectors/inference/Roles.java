package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.IdNames;
import dev.weir.connectors.inference.setup.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which column of a sample is what.
 *
 * @param time empty if no column is the time
 * @param series columns that make up the key; empty if none does
 * @param label empty if there is none
 * @param passed columns that are none of these, with their reasons
 */
record Roles(
    Optional<Candidate> time,
    List<Column> series,
    Optional<Column> label,
    List<Column> values,
    List<Passed> passed) {

  /** A column that is passed over. */
  record Passed(Column column, String reason) {}

  private static final String EVEN = "rises evenly, as a number of rows or a time since a start";
  private static final String TEXT = "text";

  /** More different numbers are no codes of types. */
  private static final int TYPES = 12;

  private static final double MOST_DEGREES = 360;
  private static final double MOST_YEARS = 2200;
  private static final Pattern LEADING_ZERO = Pattern.compile("0\\d+");
  private static final Set<String> TRUTH = Set.of("0", "1", "0.0", "1.0", "true", "false", "-1");

  /** Gives each column a role; the time is given. */
  static Roles of(List<Column> columns, Optional<Candidate> time, Setup setup) {
    List<Column> rest = new ArrayList<>(columns);
    time.ifPresent(t -> rest.removeAll(t.columns()));
    Optional<Column> label = label(rest, setup);
    label.ifPresent(rest::remove);
    List<String> asked = setup.record().values();
    List<Column> free = rest.stream().filter(column -> !asked.contains(column.name())).toList();
    List<Column> series = series(free, time, setup, columns);
    rest.removeAll(series);
    boolean usualLabel = label.map(Column::name).filter("label"::equals).isPresent();
    int end = usualLabel ? columns.indexOf(label.get()) : columns.size();
    OtherTimes times = new OtherTimes(time);
    Map<Column, String> reasons = new HashMap<>();
    for (Column column : rest) {
      Optional<String> reason =
          columns.indexOf(column) > end
              ? Optional.of("behind the label")
              : reason(column, columns, times);
      if (!asked.isEmpty()) {
        reason =
            asked.contains(column.name()) ? Optional.empty() : Optional.of("not among the values");
      }
      reason.ifPresent(why -> reasons.put(column, why));
    }
    if (asked.isEmpty()) {
      passPositions(rest, columns, reasons, time.isEmpty());
      if (reasons.size() == rest.size() && !series.isEmpty()) {
        rest.stream()
            .filter(column -> TEXT.equals(reasons.get(column)) && measuresSome(column, series))
            .findFirst()
            .ifPresent(reasons::remove);
      }
    }
    List<Column> values = rest.stream().filter(column -> !reasons.containsKey(column)).toList();
    List<Passed> passed = new ArrayList<>();
    for (Column column : rest) {
      String reason = reasons.get(column);
      if (reason != null) {
        passed.add(new Passed(column, reason));
      }
    }
    return new Roles(time, series, label, inOrder(asked, values), passed);
  }

  /**
   * Passes over whole numbers that rise evenly where another column is a value. Where rows are
   * counted, the first of several columns may have fractions.
   */
  private static void passPositions(
      List<Column> rest, List<Column> all, Map<Column, String> reasons, boolean counted) {
    List<Column> values = rest.stream().filter(column -> !reasons.containsKey(column)).toList();
    List<Column> even =
        values.stream()
            .filter(Column::risesEvenly)
            .filter(column -> areDigits(column) || (counted && all.indexOf(column) == 0))
            .toList();
    boolean other = even.size() < values.size();
    for (Column column : even) {
      if (other || (counted && even.size() > 1 && all.indexOf(column) == 0)) {
        reasons.put(column, EVEN);
      }
    }
  }

  /** Whether a column holds the numbers of some series, and a few words of the others. */
  private static boolean measuresSome(Column column, List<Column> key) {
    Map<String, Boolean> numbers = new HashMap<>();
    for (int row = 0; row < column.cells().size(); row++) {
      if (Cell.isMissing(column.cells().get(row))) {
        continue;
      }
      StringBuilder series = new StringBuilder();
      for (Column part : key) {
        series.append(part.cells().get(row)).append('\n');
      }
      boolean number = column.isNumber(row);
      if (numbers.computeIfAbsent(series.toString(), unused -> number) != number) {
        return false;
      }
    }
    return column.isHalfNumeric() && numbers.containsValue(true);
  }

  /** Whether numbers are written without a fraction and without groups, as those of rows are. */
  private static boolean areDigits(Column column) {
    return column.isWhole() && column.presentCells().stream().allMatch(Cell::isDigits);
  }

  /** These columns in the order of the names; as they are if there are no names. */
  private static List<Column> inOrder(List<String> names, List<Column> columns) {
    return columns.stream()
        .sorted(Comparator.comparingInt(column -> names.indexOf(column.name())))
        .toList();
  }

  private static List<Column> series(
      List<Column> rest, Optional<Candidate> time, Setup setup, List<Column> all) {
    List<String> named = setup.record().series();
    if (!named.isEmpty()) {
      return inOrder(named, all.stream().filter(column -> named.contains(column.name())).toList());
    }
    int rows = all.isEmpty() ? 0 : all.getFirst().cells().size();
    List<String> times = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder text = new StringBuilder();
      if (time.isPresent()) {
        for (Column column : time.get().columns()) {
          text.append(column.cells().get(row)).append(' ');
        }
      } else {
        text.append(row);
      }
      times.add(text.toString());
    }
    Optional<Column> usual = rest.stream().filter(c -> c.name().equals("series")).findFirst();
    return usual.isPresent() ? List.of(usual.get()) : new SeriesColumns(rest, times).find();
  }

  private static Optional<Column> label(List<Column> rest, Setup setup) {
    String named = setup.record().label();
    if (!named.isEmpty()) {
      return rest.stream().filter(column -> column.name().equals(named)).findFirst();
    }
    return rest.stream()
        .filter(column -> ColumnNames.isLabel(column.name()) && !column.isEmpty())
        .filter(column -> column.presentCells().stream().allMatch(Roles::isTruth))
        .min((a, b) -> Boolean.compare(!a.name().equals("label"), !b.name().equals("label")));
  }

  private static boolean isTruth(String cell) {
    return TRUTH.contains(cell.toLowerCase(Locale.ROOT)) && !cell.equals("-1");
  }

  private static boolean isIdle(String name, List<Column> all) {
    return IdNames.isIdle(name, all.stream().map(Column::name).toList());
  }

  /** Whether all numbers are 1 or -1, and both are there. */
  private static boolean isSigned(Column column) {
    return Arrays.stream(column.values()).allMatch(value -> Math.abs(value) == 1)
        && column.distinct() > 1;
  }

  /** Why a column is not a value; empty if it is one. */
  private static Optional<String> reason(Column column, List<Column> all, OtherTimes times) {
    String name = column.name();
    if (column.isEmpty()) {
      return Optional.of("empty");
    }
    String raw = name + "(RAW)";
    if (all.stream().anyMatch(other -> other.name().equals(raw))) {
      return Optional.of("its raw twin is read");
    }
    if (!column.isNumeric()) {
      return Optional.of(column.hasUnits() ? "numbers in several units" : TEXT);
    }
    if (ColumnNames.isLabel(name)
        && column.presentCells().stream().allMatch(Roles::isTruth)
        && all.stream().filter(c -> ColumnNames.isLabel(c.name())).count() > 1) {
      return Optional.of("another label");
    }
    if (ColumnNames.isLabel(name) && column.values().length > 1 && isSigned(column)) {
      return Optional.of("a label of 1 and -1, of which either may be the anomaly");
    }
    boolean first = all.indexOf(column) == 0;
    boolean unnamed = name.startsWith("column ") || name.equals("row") || name.isBlank();
    if (column.counts() && (ColumnNames.isPassedOver(name) || (first && unnamed))) {
      return Optional.of("row number");
    }
    if (ColumnNames.isPassedOver(name) && (column.isConstant() || column.isWhole())) {
      return Optional.of("not a measurement by its name");
    }
    if (times.contains(column)) {
      return Optional.of("another time");
    }
    if (times.isElapsed(column)) {
      return Optional.of(column.risesEvenly() ? EVEN : "a time since a start");
    }
    boolean names = (ColumnNames.isSeries(name) || IdNames.isProcessor(name)) && !isIdle(name, all);
    if (column.isConstant() && column.isWhole() && names && all.size() > 3) {
      return Optional.of("names something");
    }
    boolean code =
        column.isWhole()
            && all.size() > 2
            && (ColumnNames.isCode(name) || (IdNames.isType(name) && column.distinct() <= TYPES));
    return code || (IdNames.isQuality(name) && areQualities(column))
        ? Optional.of("a code by its name")
        : naming(column, all);
  }

  /** Why a column of numbers names or places something; empty if it measures. */
  private static Optional<String> naming(Column column, List<Column> all) {
    String name = column.name();
    List<String> names = all.stream().map(Column::name).toList();
    if (IdNames.isVersion(name)) {
      return Optional.of("a version");
    }
    if (IdNames.isCoordinate(name, names) && isBetween(column, -MOST_DEGREES, MOST_DEGREES)) {
      return Optional.of("a coordinate");
    }
    if (!column.isWhole()) {
      return Optional.empty();
    }
    if (IdNames.isTableNumber(name, names)) {
      return Optional.of("the number of a table");
    }
    if (IdNames.isEntity(name) && !IdNames.isIdle(name, names)) {
      return Optional.of("an id");
    }
    if (IdNames.isStateCode(name)) {
      return Optional.of("a code by its name");
    }
    if (IdNames.isPlace(name)) {
      return Optional.of("row number");
    }
    if (IdNames.isCalendar(name) && isBetween(column, 0, MOST_YEARS)) {
      return Optional.of("a part of a date");
    }
    return column.presentCells().stream().anyMatch(cell -> LEADING_ZERO.matcher(cell).matches())
        ? Optional.of("codes with leading zeros")
        : Optional.empty();
  }

  /** Whether the numbers of a column may be measurements, as far as its name and cells tell. */
  static boolean mayMeasure(Column column, List<Column> all) {
    return naming(column, all).isEmpty();
  }

  /** Whether numbers are qualities as OPC has them: most are good, 192 and more. */
  private static boolean areQualities(Column column) {
    double[] values = column.values();
    long good = Arrays.stream(values).filter(v -> v >= 192 && v <= 255).count();
    return column.isWhole()
        && 2 * good >= values.length
        && column.distinct() <= TYPES
        && isBetween(column, 0, 255);
  }

  private static boolean isBetween(Column column, double low, double high) {
    return Arrays.stream(column.values()).allMatch(value -> value >= low && value <= high);
  }
}
