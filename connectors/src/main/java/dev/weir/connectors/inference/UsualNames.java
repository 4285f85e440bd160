package dev.weir.connectors.inference;

import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import java.util.List;
import java.util.Set;

/** Tells whether a text can be read by the usual names where no other reading was found. */
final class UsualNames {

  private static final Set<String> NAMES = Set.of("timestamp", "t", "series", "label");

  private final RecordSettings record;
  private final List<Column> columns;

  UsualNames(RecordSettings record, List<Column> columns) {
    this.record = record;
    this.columns = columns;
  }

  /** Whether there is a column of values, and one called timestamp or t holds times. */
  boolean suffice() {
    boolean values =
        columns.stream()
            .filter(column -> !NAMES.contains(column.name()))
            .filter(column ->
                record.values().contains(column.name()) || Roles.mayMeasure(column, columns))
            .anyMatch(UsualNames::areNumbers);
    return values && (isStamped() || isCounted());
  }

  private boolean isStamped() {
    TimeReader reader = new TimeReader(record.time().format(), "");
    return columns.stream()
        .filter(column -> column.name().equals("timestamp") && !Ticks.fit(column))
        .map(Column::presentCells)
        .anyMatch(cells ->
            2
                    * cells.stream()
                        .filter(cell -> TimeFormats.read(reader, cell) != Times.UNREADABLE)
                        .count()
                > cells.size());
  }

  private boolean isCounted() {
    return record.time().format().isEmpty()
        && columns.stream()
            .filter(column -> column.name().equals("t"))
            .anyMatch(UsualNames::areNumbers);
  }

  private static boolean areNumbers(Column column) {
    return 2 * column.numberCount() > column.present();
  }
}
