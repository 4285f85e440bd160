package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.cell.IdNames;
import java.util.Arrays;
import java.util.Optional;

/**
 * Times that count from another year than 1970: 100 ns of Windows and .NET, which have as many
 * digits as nanoseconds of the years 1973 and 1989 have, and seconds of GPS, which are ten years
 * behind.
 */
final class Ticks {

  private static final double FILE_TIME_1980 = 1.2e17;
  private static final double FILE_TIME_2050 = 1.42e17;
  private static final double DOT_NET_1965 = 6.2e17;
  private static final double DOT_NET_2090 = 6.6e17;

  private Ticks() {}

  /** The question what numbers count; empty if they cannot be such ticks. */
  static Optional<String> question(Candidate time) {
    Column column = time.columns().getFirst();
    if (time.formats().getFirst().startsWith("epoch-") && IdNames.isOfGps(column.name())) {
      return Optional.of(
          ("'%s' in column '%s' may count from 1980-01-06, as GPS does, which is not read: convert it"
                  + " to a time since 1970, or say by record.time-format (--time-format) %s that it is"
                  + " one")
              .formatted(
                  column.presentCells().getFirst(), column.name(), time.formats().getFirst()));
    }
    boolean file = areBetween(column, FILE_TIME_1980, FILE_TIME_2050);
    return time.columns().size() == 1 && fit(column)
        ? Optional.of(
            ("'%s' in column '%s' may count 100 ns since the year %d (%s), which is not read: convert"
                    + " it to seconds since 1970, or say by record.time-format (--time-format)"
                    + " epoch-ns that it counts ns since 1970")
                .formatted(
                    column.presentCells().getFirst(),
                    column.name(),
                    file ? 1601 : 1,
                    file ? "FILETIME of Windows" : "ticks of .NET"))
        : Optional.empty();
  }

  /** Whether all numbers of a column may be such ticks. */
  static boolean fit(Column column) {
    return column.isNumeric()
        && (areBetween(column, FILE_TIME_1980, FILE_TIME_2050)
            || areBetween(column, DOT_NET_1965, DOT_NET_2090));
  }

  private static boolean areBetween(Column column, double low, double high) {
    return Arrays.stream(column.values()).allMatch(value -> value >= low && value <= high);
  }
}
