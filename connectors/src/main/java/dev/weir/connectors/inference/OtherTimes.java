package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.IdNames;
import dev.weir.connectors.inference.cell.Lags;
import dev.weir.connectors.inference.cell.Quantities;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells columns of numbers that are times beside the time that is used. */
final class OtherTimes {

  private static final long NEAR = 400L * 86_400 * 1_000_000_000;
  private static final double LEAST_EPOCH = 1e8;
  private static final double NANOS_OF_YEAR = 365.2425 * 86_400e9;

  /** A month in years, and a little more. */
  private static final double MONTH = 0.09;

  private static final String EXCEL = "excel";
  private static final List<String> NUMBERED =
      List.of("epoch-s", "epoch-ms", "epoch-us", "epoch-ns", "yyyyMMdd", "yyyyMMddHHmmss", EXCEL);
  private static final Set<String> FRACTIONS =
      Set.of("nanos", "nanoseconds", "nsec", "ns", "micros", "microseconds", "millis", "offset");

  private final Optional<Candidate> time;
  private final long[] times;

  /**
   * A search.
   *
   * @param time that is used; empty if rows are counted
   */
  OtherTimes(Optional<Candidate> time) {
    this.time = time;
    this.times = time.map(OtherTimes::read).orElse(new long[0]);
  }

  private static long[] read(Candidate time) {
    TimeReader reader = new TimeReader(time.formats().getFirst(), "");
    long[] times = new long[time.columns().getFirst().cells().size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = TimeFormats.read(reader, DateOrder.text(time, row));
    }
    return times;
  }

  /** Whether a column of numbers is a time, by its name and its size, or near the time used. */
  boolean contains(Column column) {
    return isTimeLike(column) || isPart(column.name()) || isNear(column) || isDecimalYear(column);
  }

  /** Whether it is the time of its row as years with a fraction: {@code 2026.1644}. */
  private boolean isDecimalYear(Column column) {
    if (!column.isNumeric() || column.isWhole() || column.distinct() < 2) {
      return false;
    }
    double[] years = column.values();
    if (years.length != times.length) {
      return false;
    }
    for (int row = 0; row < years.length; row++) {
      double year = 1970 + times[row] / NANOS_OF_YEAR;
      if (times[row] == Times.UNREADABLE || Math.abs(years[row] - year) > MONTH) {
        return false;
      }
    }
    return true;
  }

  /** A value beside a day, under the name of a time, that may be hours and minutes in digits. */
  static Optional<Column> clockWithoutZeros(Candidate day, List<Column> values) {
    return !TimeCandidates.isDateOnly(day.columns().getFirst(), day.formats())
        ? Optional.empty()
        : values.stream()
            .filter(column -> ColumnNames.isClock(column.name()) && column.isWhole())
            .filter(column -> Arrays.stream(column.values()).max().orElse(0) >= 100)
            .filter(column ->
                Arrays.stream(column.values()).allMatch(v -> v >= 0 && v <= 2400 && v % 100 < 60))
            .findFirst();
  }

  /** Whether the numbers of a column tell how long ago something began. */
  boolean isElapsed(Column column) {
    boolean named =
        IdNames.isElapsed(column.name())
            || (time.isEmpty() && ColumnNames.isTime(ColumnNames.last(column.name())));
    return named && column.rises();
  }

  /** Whether it is the fraction of a time whose seconds are used: {@code ts.nanos}. */
  private boolean isPart(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0
        && FRACTIONS.contains(name.substring(dot + 1))
        && time.isPresent()
        && time.get().columns().stream()
            .anyMatch(column -> column.name().startsWith(name.substring(0, dot + 1)));
  }

  /**
   * Whether one way to read numbers as times gives all rows a time near the one they have. A
   * measurement may be of that size: either the name is one of a time, or the numbers follow the
   * time of the rows.
   */
  private boolean isNear(Column column) {
    return time.isPresent() && NUMBERED.stream().anyMatch(format -> isNear(column, format));
  }

  private boolean isNear(Column column, String format) {
    boolean named = isNamed(column) && !(format.equals(EXCEL) && column.isConstant());
    boolean digits =
        !format.startsWith("yyyy") || column.presentCells().stream().allMatch(Clock::isCompact);
    boolean large =
        !format.startsWith("epoch")
            || Arrays.stream(column.values()).allMatch(value -> value >= LEAST_EPOCH);
    if (!digits || !large || !column.isNumeric()) {
      return false;
    }
    TimeReader reader = new TimeReader(format, "");
    Lags lags = new Lags();
    for (int row = 0; row < times.length; row++) {
      String cell = column.cells().get(row);
      if (times[row] == Times.UNREADABLE || cell.isEmpty()) {
        continue;
      }
      long read = TimeFormats.read(reader, cell);
      if (read == Times.UNREADABLE || Math.abs(read - times[row]) > NEAR) {
        return false;
      }
      lags.add(times[row], read);
    }
    // Numbers of about 46000 are measurements as well as days.
    return lags.any() && (named || lags.areEqual() || (!format.equals(EXCEL) && lags.areSmall()));
  }

  private static boolean isNamed(Column column) {
    String name = column.name();
    return (ColumnNames.holdsTime(name) || ColumnNames.isNotTime(name))
        && !Quantities.isNamed(name);
  }

  /** An epoch under the name of a time that another column is the time beside. */
  private static boolean isTimeLike(Column column) {
    double[] values = column.values();
    boolean rising = values.length > 1;
    for (int i = 1; i < values.length; i++) {
      rising &= values[i] >= values[i - 1];
    }
    boolean epoch = column.isWhole() && Arrays.stream(values).allMatch(v -> v >= 1e9 && v < 9.3e18);
    return isNamed(column)
        && values.length > 1
        && (epoch || (rising && !column.isConstant() && values[0] > 1e6));
  }
}
