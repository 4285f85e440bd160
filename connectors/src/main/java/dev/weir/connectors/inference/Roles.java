package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.setup.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

  private static final Set<String> TRUTH = Set.of("0", "1", "0.0", "1.0", "true", "false", "-1");

  /** Gives each column a role; the time is given. */
  static Roles of(List<Column> columns, Optional<Candidate> time, Setup setup) {
    List<Column> rest = new ArrayList<>(columns);
    time.ifPresent(t -> rest.removeAll(t.columns()));
    Optional<Column> label = label(rest, setup);
    label.ifPresent(rest::remove);
    List<Column> series = series(rest, time, setup, columns);
    rest.removeAll(series);
    List<Column> values = new ArrayList<>();
    List<Passed> passed = new ArrayList<>();
    boolean usualLabel = label.map(Column::name).filter("label"::equals).isPresent();
    int end = usualLabel ? columns.indexOf(label.get()) : columns.size();
    for (Column column : rest) {
      Optional<String> reason =
          columns.indexOf(column) > end ? Optional.of("behind the label") : reason(column, columns);
      if (reason.isEmpty() && time.isEmpty() && isPosition(column, columns)) {
        reason = Optional.of("rises evenly, as a number of rows or a time since a start");
      }
      if (!setup.record().values().isEmpty()) {
        boolean wanted = setup.record().values().contains(column.name());
        reason = wanted ? Optional.empty() : Optional.of("not among the values");
      }
      if (reason.isPresent()) {
        passed.add(new Passed(column, reason.get()));
      } else {
        values.add(column);
      }
    }
    return new Roles(time, series, label, inOrder(setup.record().values(), values), passed);
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

  /** Whether the first of several columns of numbers says only where in the text a row stands. */
  private static boolean isPosition(Column column, List<Column> all) {
    return all.indexOf(column) == 0
        && column.risesEvenly()
        && all.stream().filter(Column::isNumeric).count() > 1;
  }

  /** Why a column is not a value; empty if it is one. */
  private static Optional<String> reason(Column column, List<Column> all) {
    String name = column.name();
    if (column.isEmpty()) {
      return Optional.of("empty");
    }
    String raw = name + "(RAW)";
    if (all.stream().anyMatch(other -> other.name().equals(raw))) {
      return Optional.of("its raw twin is read");
    }
    if (!column.isNumeric()) {
      return Optional.of("text");
    }
    if (ColumnNames.isLabel(name)
        && column.presentCells().stream().allMatch(Roles::isTruth)
        && all.stream().filter(c -> ColumnNames.isLabel(c.name())).count() > 1) {
      return Optional.of("another label");
    }
    boolean first = all.indexOf(column) == 0;
    boolean unnamed = name.startsWith("column ") || name.equals("row") || name.isBlank();
    if (column.counts() && (ColumnNames.isPassedOver(name) || (first && unnamed))) {
      return Optional.of("row number");
    }
    if (ColumnNames.isPassedOver(name) && (column.isConstant() || column.isWhole())) {
      return Optional.of("not a measurement by its name");
    }
    if (isTimeLike(column)) {
      return Optional.of("another time");
    }
    if (column.isConstant() && column.isWhole() && ColumnNames.isSeries(name) && all.size() > 3) {
      return Optional.of("names something");
    }
    boolean code = ColumnNames.isCode(name) && column.isWhole() && all.size() > 2;
    return code ? Optional.of("a code by its name") : Optional.empty();
  }

  /** An epoch under the name of a time that another column is the time beside. */
  private static boolean isTimeLike(Column column) {
    double[] values = column.values();
    boolean named = ColumnNames.holdsTime(column.name()) || ColumnNames.isNotTime(column.name());
    boolean rising = values.length > 1;
    for (int i = 1; i < values.length; i++) {
      rising &= values[i] >= values[i - 1];
    }
    boolean epoch = column.isWhole() && Arrays.stream(values).allMatch(v -> v >= 1e9 && v < 9.3e18);
    return named
        && values.length > 1
        && (epoch || (rising && !column.isConstant() && values[0] > 1e6));
  }
}
