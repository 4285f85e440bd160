package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.text.lines.TextSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in one line how a text is read. */
public final class Statement {

  private static final int MOST_NAMES = 4;
  private static final String COUNTED = "none (records are counted)";

  private static final String ONE_SERIES = ", one series, ";

  private Statement() {}

  /** Whether a statement says that no column names the series. */
  static boolean isOneSeries(String statement) {
    return statement.contains(ONE_SERIES);
  }

  /** The statement for files each of which is a series. */
  static String perFile(String statement) {
    return statement.replace(ONE_SERIES, ", one series per file, ");
  }

  /** Whether a statement says that records have no time. */
  public static boolean isCounted(String statement) {
    return statement.startsWith("reads time " + COUNTED);
  }

  static String of(Roles roles, TextSettings settings, String timeFormat) {
    List<String> parts = new ArrayList<>();
    parts.add("time " + time(roles.time(), settings, timeFormat));
    parts.add(
        roles.series().isEmpty()
            ? "one series"
            : "series " + String.join(" + ", names(roles.series())));
    parts.add(values(roles.values()));
    roles.label().ifPresent(label -> parts.add("label '%s'".formatted(label.name())));
    List<Column> over = roles.passed().stream().map(Roles.Passed::column).toList();
    if (!over.isEmpty()) {
      List<String> some =
          roles.passed().stream()
              .limit(MOST_NAMES)
              .map(passed -> "'%s' (%s)".formatted(passed.column().name(), passed.reason()))
              .toList();
      String more =
          over.size() > MOST_NAMES ? " and %d more".formatted(over.size() - MOST_NAMES) : "";
      parts.add("passes over " + String.join(", ", some) + more);
    }
    return "reads " + String.join(", ", parts);
  }

  /** The columns there are, each with what it was taken for. */
  static String columns(Roles roles) {
    List<String> parts = new ArrayList<>();
    roles.time().ifPresent(time -> parts.add("'%s' is the time".formatted(time.name())));
    roles.series().forEach(column -> parts.add("'%s' names the series".formatted(column.name())));
    roles.label().ifPresent(label -> parts.add("'%s' is the label".formatted(label.name())));
    roles.passed().stream()
        .limit(MOST_NAMES)
        .map(passed -> "'%s' is %s".formatted(passed.column().name(), passed.reason()))
        .forEach(parts::add);
    return String.join(", ", parts);
  }

  private static String time(Optional<Candidate> time, TextSettings settings, String format) {
    if (time.isEmpty()) {
      return COUNTED;
    }
    String how = format.isEmpty() ? "" : " as " + format;
    boolean epoch = format.startsWith("epoch") || isNumber(time.get());
    String zone = settings.record().time().zone();
    String where =
        !zone.isEmpty() ? " in " + zone : epoch || hasZone(time.get()) ? "" : " (no zone: UTC)";
    return "'%s'".formatted(time.get().name()) + how + where;
  }

  private static boolean isNumber(Candidate time) {
    return time.columns().size() == 1 && time.columns().getFirst().isNumeric();
  }

  private static boolean hasZone(Candidate time) {
    List<String> cells = time.columns().getLast().presentCells();
    return !cells.isEmpty()
        && cells
            .getFirst()
            .matches(".*(\\dZ|[+-]\\d\\d:?\\d\\d|\\d[+-]\\d\\d|\\s[A-Z]{3,4}|\\(\\w+\\)|])");
  }

  private static String values(List<Column> values) {
    return values.size() <= MOST_NAMES
        ? (values.size() == 1 ? "value " : "values ") + String.join(", ", names(values))
        : "%d values".formatted(values.size());
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(column -> "'%s'".formatted(column.name())).toList();
  }
}
