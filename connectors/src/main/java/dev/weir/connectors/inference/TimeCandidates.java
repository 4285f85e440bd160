package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.Hours;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.connectors.text.value.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the columns that may be the time of the records. */
final class TimeCandidates {

  /**
   * One way to read the time.
   *
   * @param columns whose texts make it up
   * @param formats that fit, more than one if the order of day and month is open
   * @param score how likely it is the time, by name and content
   */
  record Candidate(List<Column> columns, List<String> formats, double score) {
    TimeSettings settings(String zone) {
      return new TimeSettings(
          columns.stream().map(Column::name).toList(), formats.getFirst(), zone);
    }

    /** With the minutes in a column of their own. */
    Candidate with(Column minutes) {
      List<Column> more = new ArrayList<>(columns);
      more.add(minutes);
      return new Candidate(more, formats.stream().map(format -> format + " m").toList(), score);
    }

    String name() {
      return String.join(" + ", columns.stream().map(Column::name).toList());
    }
  }

  private static final double USUAL_NAME = 20;
  private static final double NAME = 8;
  private static final double PART_OF_NAME = 4;
  private static final double TEXT = 3;

  /** A day in parts, without its time: less likely than a column with both. */
  private static final double DAY = 8.5;

  private static final double OTHERS = 0.02;
  private static final double[][] BANDS = {{1e8, 1e10}, {1e11, 1e13}, {1e14, 1e16}, {1e17, 9.3e18}};
  private static final String[] EPOCHS = {"epoch-s", "epoch-ms", "epoch-us", "epoch-ns"};
  private static final List<Set<String>> PARTS =
      List.of(
          Set.of("year", "yr", "yy", "yyyy", "jahr"),
          Set.of("month", "mo", "mm", "mon", "monat"),
          Set.of("day", "dy", "dd", "tag"),
          Set.of("hour", "hr", "hh", "stunde"),
          Set.of("minute", "min", "mn", "minuten"));

  private static final Pattern YEAR = Pattern.compile("[12]\\d{3}");

  private final List<Column> columns;
  private final List<Candidate> found = new ArrayList<>();

  private TimeCandidates(List<Column> columns) {
    this.columns = columns;
  }

  /** The candidates, the most likely one first. */
  static List<Candidate> of(List<Column> columns) {
    TimeCandidates candidates = new TimeCandidates(columns);
    candidates.fields().ifPresent(candidates.found::add);
    for (int i = 0; i < columns.size(); i++) {
      candidates.look(columns.get(i), i);
    }
    candidates.found.sort((a, b) -> Double.compare(b.score(), a.score()));
    return candidates.found;
  }

  private void look(Column column, int place) {
    if (column.isEmpty()) {
      return;
    }
    String name = column.name();
    double score = score(name) + (place == 0 ? 0.05 : 0);
    List<String> formats =
        column.isNumeric() ? digits(column, score) : TimeFormats.of(column.cells());
    if (formats.isEmpty() && !column.isNumeric() && score >= PART_OF_NAME) {
      formats = TimeFormats.ofMonths(column.cells());
    }
    if (formats.isEmpty()) {
      return;
    }
    boolean date = isDateOnly(column, formats);
    if (date) {
      Optional<Column> clock = clockBeside(place).or(() -> Hours.of(columns, column));
      if (clock.isPresent()) {
        Candidate both = joined(column, clock.get(), formats, score + TEXT + 1);
        found.add(minuteBehind(clock.get()).map(both::with).orElse(both));
        return;
      }
    }
    boolean constant = column.isConstant() && column.cells().size() > 2;
    double content = (column.isNumeric() ? 0 : TEXT) + (constant ? -6 : 0);
    content += !column.isNumeric() && hasZone(column) ? 0.5 : 0;
    found.add(new Candidate(List.of(column), formats, score + content));
  }

  private static double score(String name) {
    String last = ColumnNames.last(name);
    if (name.equals("timestamp") || name.equals("t")) {
      return USUAL_NAME;
    }
    if (ColumnNames.isNotTime(last)) {
      return -2;
    }
    double depth = name.chars().filter(c -> c == '.').count();
    return (ColumnNames.isTime(last) ? NAME : ColumnNames.holdsTime(name) ? PART_OF_NAME : 0)
        - depth;
  }

  private static boolean hasZone(Column column) {
    String first = column.presentCells().getFirst();
    return first.endsWith("Z") || first.matches(".*([+-]\\d\\d:?\\d\\d|UTC|GMT|])");
  }

  /** Formats of a column of digits; none if it may as well be a measurement. */
  private static List<String> digits(Column column, double score) {
    double[] values = column.values();
    boolean named = score >= PART_OF_NAME;
    String text = column.presentCells().getFirst();
    boolean dates = column.presentCells().stream().allMatch(Clock::isCompact);
    if (dates && text.length() != 10) {
      String format = TimeFormats.compact(text);
      return TimeFormats.fits(column.presentCells(), format) && (named || text.length() > 8)
          ? List.of(format)
          : List.of();
    }
    if (dates && isCalendar(values)) {
      return List.of("yyyyMMddHH");
    }
    for (int i = 0; i < BANDS.length; i++) {
      double low = BANDS[i][0];
      double high = BANDS[i][1];
      if (Arrays.stream(values).allMatch(v -> v >= low && v < high)) {
        boolean sure = low >= 1e11 || values[0] >= 1e9;
        return named || (sure && isOrdered(values) && column.distinct() > 1)
            ? List.of(EPOCHS[i])
            : List.of();
      }
    }
    boolean excel = Arrays.stream(values).allMatch(v -> v > 20_000 && v < 80_000);
    return named && excel && !column.isWhole() ? List.of("excel") : List.of();
  }

  /** Steps of 1 up to hour 23 and then to the next day: no count of seconds has them. */
  private static boolean isCalendar(double[] values) {
    boolean jump = false;
    for (int i = 0; i < values.length; i++) {
      if (values[i] % 100 > 23) {
        return false;
      }
      jump |= i > 0 && Math.abs(values[i] - values[i - 1]) >= 77;
    }
    return jump || (values.length > 1 && Math.abs(values[1] - values[0]) == 1);
  }

  private static boolean isOrdered(double[] values) {
    int up = 0;
    int down = 0;
    for (int i = 1; i < values.length; i++) {
      up += values[i] >= values[i - 1] ? 1 : 0;
      down += values[i] <= values[i - 1] ? 1 : 0;
    }
    return Math.max(up, down) >= 0.9 * (values.length - 1);
  }

  /** Whether a column holds days without a time of day. */
  static boolean isDateOnly(Column column, List<String> formats) {
    String format = formats.getFirst();
    boolean noTime = format.chars().noneMatch(c -> "Hhm".indexOf(c) >= 0);
    return !format.startsWith("epoch")
        && !format.equals("excel")
        && noTime
        && (!format.isEmpty()
            || column.presentCells().stream().allMatch(cell -> cell.length() <= 10));
  }

  /** A column with the time of day for a column of dates: the next that fits. */
  private Optional<Column> clockBeside(int place) {
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      boolean near = i > place && i <= place + 2;
      boolean named = ColumnNames.isClock(column.name());
      List<String> cells = column.presentCells();
      if (i == place || cells.isEmpty() || !(near || named)) {
        continue;
      }
      boolean digits = named && cells.stream().allMatch(Clock::isCompactTime);
      // Two digits of year, month and day with dots may be a time of day as well.
      boolean clock = named || TimeFormats.of(cells).isEmpty();
      if (digits || (clock && areTimesOfDay(cells))) {
        return Optional.of(column);
      }
      boolean hours = Arrays.stream(column.values()).allMatch(v -> v >= 0 && v <= 24);
      boolean cycles = hours && i == place + 1 && cycles(column, named);
      boolean only = columns.stream().filter(Column::isNumeric).allMatch(column::equals);
      if (column.isNumeric() && column.isWhole() && cycles && (named || !only)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /** Whether cells are times of day, but for one, or a few of many, as in the foot of a table. */
  private static boolean areTimesOfDay(List<String> cells) {
    long others = cells.stream().filter(cell -> !Clock.isTimeOfDay(cell)).count();
    return others == 0
        || (others <= Math.max(1, OTHERS * cells.size()) && 3 * others < cells.size());
  }

  /** Whether hours follow each other; under the name of a time, one may also come again. */
  private static boolean cycles(Column column, boolean named) {
    double[] values = column.values();
    for (int i = 1; i < values.length; i++) {
      boolean wraps = values[i] <= 1 && values[i - 1] >= 23;
      boolean again = named && values[i] == values[i - 1];
      boolean next = wraps || again || values[i] == values[i - 1] + 1;
      if (!next) {
        return false;
      }
    }
    return values.length > 1;
  }

  /** The minutes of hours that are a plain number, in the next column. */
  private Optional<Column> minuteBehind(Column hours) {
    int next = columns.indexOf(hours) + 1;
    boolean plain =
        hours.isNumeric() && Arrays.stream(hours.values()).allMatch(v -> v >= 0 && v <= 24);
    return Optional.of(next)
        .filter(at -> plain && at < columns.size())
        .map(columns::get)
        .filter(column -> PARTS.getLast().contains(ColumnNames.plain(column.name())))
        .filter(column -> column.isNumeric() && column.isWhole())
        .filter(column -> Arrays.stream(column.values()).allMatch(v -> v >= 0 && v < 60));
  }

  private static Candidate joined(Column date, Column clock, List<String> formats, double score) {
    String cell = clock.presentCells().getFirst();
    String digits = cell.length() == 6 ? "HHmmss" : cell.length() == 4 ? "HHmm" : "H";
    String time = clock.isNumeric() ? digits : Clock.patternOfTime(cell);
    List<String> both =
        formats.stream()
            .map(format -> (format.isEmpty() ? "yyyy-MM-dd" : format) + " " + time)
            .toList();
    return new Candidate(List.of(date, clock), both, score);
  }

  /** Year, month, day and so on in columns of their own. */
  private Optional<Candidate> fields() {
    List<Column> parts = new ArrayList<>();
    StringBuilder format = new StringBuilder();
    String[] letters = {"yyyy", "M", "d", "H", "m"};
    for (int i = 0; i < PARTS.size(); i++) {
      Set<String> names = PARTS.get(i);
      Optional<Column> part = part(names, i == 4 && !parts.isEmpty());
      if (part.isEmpty()) {
        break;
      }
      parts.add(part.get());
      format.append(format.isEmpty() ? "" : " ").append(letters[i]);
    }
    if (parts.size() < 3) {
      return years(parts);
    }
    boolean twoDigits = parts.getFirst().presentCells().getFirst().length() == 2;
    String pattern = twoDigits ? format.substring(2) : format.toString();
    double score = parts.size() == 3 ? DAY : USUAL_NAME - 1;
    Optional<Candidate> read =
        Optional.of(new Candidate(parts, List.of(pattern), score))
            .filter(one -> readsAll(parts, pattern));
    return parts.size() == 3 ? withClock(parts, pattern).or(() -> read) : read;
  }

  /** A day with the column of the time of day, if there is one of that name. */
  private Optional<Candidate> withClock(List<Column> day, String pattern) {
    return columns.stream()
        .filter(column -> ColumnNames.isClock(column.name()) && !column.isEmpty())
        .filter(column -> column.presentCells().stream().allMatch(Clock::isTimeOfDay))
        .map(column -> {
          String time = Clock.patternOfTime(column.presentCells().getFirst());
          List<Column> both = Stream.concat(day.stream(), Stream.of(column)).toList();
          return new Candidate(both, List.of(pattern + " " + time), USUAL_NAME - 1);
        })
        .filter(both -> readsAll(both.columns(), both.formats().getFirst()))
        .findFirst();
  }

  /** Years, or years and months, of which most rows have another than the row before. */
  private static Optional<Candidate> years(List<Column> parts) {
    if (parts.isEmpty()
        || !parts.getFirst().presentCells().stream().allMatch(YEAR.asMatchPredicate())) {
      return Optional.empty();
    }
    double[] years = parts.getFirst().values();
    Column last = parts.getLast();
    int changes = 0;
    for (int i = 1; i < last.cells().size(); i++) {
      changes += last.cells().get(i).equals(last.cells().get(i - 1)) ? 0 : 1;
    }
    String pattern = parts.size() == 1 ? "yyyy" : "yyyy M";
    boolean steps = years.length > 2 && 2 * changes >= years.length - 1;
    return steps && isOrdered(years) && readsAll(parts, pattern)
        ? Optional.of(new Candidate(List.copyOf(parts), List.of(pattern), parts.size()))
        : Optional.empty();
  }

  private Optional<Column> part(Set<String> names, boolean minute) {
    return columns.stream()
        .filter(column -> column.isNumeric() && column.isWhole())
        .filter(column -> {
          String plain = ColumnNames.plain(column.name());
          // NDBC calls the minute mm and the month MM.
          boolean month = names.contains("mo") && column.name().equals("mm");
          return (names.contains(plain) && !month) || (minute && column.name().equals("mm"));
        })
        .findFirst();
  }

  private static boolean readsAll(List<Column> parts, String pattern) {
    TimeReader reader = new TimeReader(pattern, "");
    for (int row = 0; row < parts.getFirst().cells().size(); row++) {
      StringBuilder text = new StringBuilder();
      for (Column part : parts) {
        text.append(text.isEmpty() ? "" : " ").append(part.cells().get(row));
      }
      if (!text.toString().isBlank()
          && TimeFormats.read(reader, text.toString()) == Times.UNREADABLE) {
        return false;
      }
    }
    return true;
  }
}
