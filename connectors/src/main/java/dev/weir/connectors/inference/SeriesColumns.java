package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Clock;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.ColumnNames;
import dev.weir.connectors.inference.cell.IdNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the columns that name the series: words for it, texts of few values, and numbers of which
 * each time has one row.
 */
final class SeriesColumns {

  private static final int MOST_IDS = 1_000;
  private static final double REPEATED = 0.02;
  private static final int FEW = 20;

  private final List<Column> columns;
  private final List<String> times;
  private final int rows;

  /**
   * A search.
   *
   * @param columns those that are not the time
   * @param times the time of each row, as text
   */
  SeriesColumns(List<Column> columns, List<String> times) {
    List<String> names = columns.stream().map(Column::name).toList();
    this.columns =
        columns.stream()
            .filter(column -> !IdNames.isIdle(column.name(), names))
            .filter(column -> !IdNames.isTableNumber(column.name(), names))
            .filter(column -> !isClock(column))
            .toList();
    this.times = times;
    this.rows = times.size();
  }

  /** The columns that make up the key, in the order of the text. */
  List<Column> find() {
    List<Column> chosen = new ArrayList<>();
    for (Column column : columns) {
      if (isNamed(column)) {
        chosen.add(column);
      }
    }
    addRecurring(chosen);
    addUntilUnique(chosen);
    dropWhatAddsNothing(chosen);
    chosen.sort((a, b) -> Integer.compare(columns.indexOf(a), columns.indexOf(b)));
    return chosen;
  }

  /** Share of the rows whose time and key another row has as well. */
  double repeats(List<Column> key) {
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < rows; row++) {
      seen.add(times.get(row) + '\n' + key(key, row));
    }
    return rows == 0 ? 0 : 1 - (double) seen.size() / rows;
  }

  /** Whether most cells are times, as those of a day that belong to the date beside them. */
  private static boolean isClock(Column column) {
    long times = column.presentCells().stream().filter(Clock::isAny).count();
    return column.isText() && 2 * times > column.present();
  }

  private static String key(List<Column> key, int row) {
    StringBuilder text = new StringBuilder();
    key.forEach(column -> text.append(column.cells().get(row)).append('\n'));
    return text.toString();
  }

  private boolean isNamed(Column column) {
    if (column.isEmpty()) {
      return false;
    }
    String name = column.name();
    if (column.isText()) {
      boolean named = ColumnNames.isSeries(name) && !ColumnNames.isCode(name);
      return (named && isNameOfFew(column))
          || ((named || name.matches("c\\d+")) && isRepeated(column));
    }
    boolean usual = name.equals("series");
    boolean whole = column.isWhole() && !column.counts();
    boolean id = ColumnNames.isId(name) && whole;
    return usual || (id && isIdLike(column));
  }

  /**
   * Adds columns of ids of which a few come again and again, if also their combinations are few.
   */
  private void addRecurring(List<Column> chosen) {
    for (Column column : columns) {
      String name = column.name();
      boolean id =
          (ColumnNames.isId(name) || IdNames.mayBeSeries(name))
              && !ColumnNames.isPassedOver(name)
              && !ColumnNames.isCode(name)
              && column.isNumeric()
              && column.isWhole()
              && !column.isConstant()
              && !column.counts();
      if (id && !chosen.contains(column)) {
        List<Column> with = new ArrayList<>(chosen);
        with.add(column);
        boolean run = IdNames.isRun(name) && isInBlocks(column) && repeats(chosen) == 0;
        if (!run && recurs(with)) {
          chosen.add(column);
        }
      }
    }
  }

  /** Whether the keys come four times on average; twice, where few rows are known. */
  private boolean recurs(List<Column> key) {
    Set<String> keys = new HashSet<>();
    for (int row = 0; row < rows; row++) {
      keys.add(key(key, row));
    }
    int times = rows < FEW ? 2 : 4;
    return keys.size() <= MOST_IDS && times * keys.size() <= rows;
  }

  /**
   * Whether a text under the name of a series names one as far as a few rows can tell: some text
   * comes again, or a time does.
   */
  private boolean isNameOfFew(Column column) {
    return rows < FEW && (column.distinct() < column.present() || repeats(List.of()) > 0);
  }

  /** Whether a text comes again, so that it may name a series and not a record. */
  private boolean isRepeated(Column column) {
    int distinct = column.distinct();
    return distinct == 1 || distinct <= Math.max(2, column.present() / 2) || rows < 4;
  }

  /** Whether a number names something: one value, blocks of it, or one row of each for a time. */
  private boolean isIdLike(Column column) {
    int distinct = column.distinct();
    if (distinct == 1) {
      return true;
    }
    boolean few = distinct <= Math.min(MOST_IDS, Math.max(2, rows / 3));
    double alone = repeats(List.of());
    boolean separates = alone > REPEATED && repeats(List.of(column)) < alone;
    return few && (separates || isInBlocks(column));
  }

  private static boolean isInBlocks(Column column) {
    int changes = 0;
    for (int i = 1; i < column.cells().size(); i++) {
      changes += column.cells().get(i).equals(column.cells().get(i - 1)) ? 0 : 1;
    }
    return changes < 2 * column.distinct();
  }

  private void addUntilUnique(List<Column> chosen) {
    double repeats = repeats(chosen);
    while (repeats > 0) {
      Column best = null;
      double least = repeats;
      for (Column column : columns) {
        if (!chosen.contains(column) && mayName(column, chosen.isEmpty())) {
          List<Column> with = new ArrayList<>(chosen);
          with.add(column);
          double left = repeats(with);
          if (left < least - 1e-9) {
            least = left;
            best = column;
          }
        }
      }
      if (best == null || least > repeats - REPEATED) {
        return;
      }
      chosen.add(best);
      repeats = least;
    }
  }

  private boolean mayName(Column column, boolean first) {
    String name = column.name();
    boolean over = ColumnNames.isPassedOver(name) && !ColumnNames.isSeries(name);
    if (column.isEmpty() || column.isConstant() || over || column.counts()) {
      return false;
    }
    if (column.isText()) {
      return isRepeated(column) && !ColumnNames.isCode(name) && column.distinct() > 1;
    }
    // A number that is one of few, and of which each time has one row.
    return first
        && column.isWhole()
        && column.distinct() <= Math.max(2, rows / 10)
        && (ColumnNames.isSeries(name) || isEachOnce(column));
  }

  private boolean isEachOnce(Column column) {
    return repeats(List.of(column)) == 0 && !ColumnNames.isCode(column.name());
  }

  /**
   * A column that is a function of the others of the key adds nothing. A constant with the name of
   * a series stays: further records may have another.
   */
  private void dropWhatAddsNothing(List<Column> chosen) {
    for (Column column : List.copyOf(chosen)) {
      List<Column> others = new ArrayList<>(chosen);
      others.remove(column);
      boolean usual = column.name().equals("series");
      boolean stays = usual || (column.isConstant() && !column.isNumeric());
      if (!others.isEmpty() && !stays && isFunctionOf(column, others)) {
        chosen.remove(column);
      }
    }
  }

  private static boolean isFunctionOf(Column column, List<Column> others) {
    Map<String, String> values = new HashMap<>();
    for (int row = 0; row < column.cells().size(); row++) {
      String before = values.put(key(others, row), column.cells().get(row));
      if (before != null && !before.equals(column.cells().get(row))) {
        return false;
      }
    }
    return true;
  }
}
