package dev.weir.connectors.inference.cell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the hours of a day that stand apart from their date. */
public final class Hours {

  private static final Set<String> NAMES = Set.of("hour", "hr", "hh", "stunde", "heure", "hora");

  private Hours() {}

  /** The column under the name of an hour that rises while the date stays; empty if none does. */
  public static Optional<Column> of(List<Column> columns, Column date) {
    return columns.stream()
        .filter(column -> NAMES.contains(ColumnNames.plain(column.name())))
        .filter(column -> column.isWhole() && column.numberCount() == column.cells().size())
        .filter(column -> Arrays.stream(column.values()).allMatch(hour -> hour >= 0 && hour <= 24))
        .filter(column -> rise(column.values(), date.cells()))
        .findFirst();
  }

  private static boolean rise(double[] hours, List<String> dates) {
    boolean several = false;
    for (int i = 1; i < hours.length; i++) {
      boolean day = dates.get(i).equals(dates.get(i - 1));
      several |= day && hours[i] > hours[i - 1];
      if (day && hours[i] < hours[i - 1]) {
        return false;
      }
    }
    return several;
  }
}
