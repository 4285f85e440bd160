package dev.weir.connectors.inference;

import dev.weir.connectors.inference.TimeCandidates.Candidate;
import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells day and month apart where both orders fit all dates: by their order and their steps. */
final class DateOrder {

  private static final long SECOND = 1_000_000_000L;

  private DateOrder() {}

  /** The format that is evident; empty if the readings are as likely as each other. */
  static Optional<String> of(Candidate candidate) {
    List<String> formats = candidate.formats();
    if (formats.size() == 1) {
      return Optional.of(formats.getFirst());
    }
    long[] first = times(candidate, formats.get(0));
    long[] second = times(candidate, formats.get(1));
    if (Arrays.equals(first, second)) {
      return Optional.of(formats.get(0));
    }
    long widest = widestStep(first);
    long other = widestStep(second);
    boolean ordered = isOrdered(first);
    if (ordered != isOrdered(second)) {
      return Optional.of(formats.get(ordered ? 0 : 1));
    }
    return widest == other ? Optional.empty() : Optional.of(formats.get(widest < other ? 0 : 1));
  }

  /** The question which of two orders is meant. */
  static Reading ask(Candidate candidate) {
    String text = text(candidate, 0);
    String first = candidate.formats().get(0);
    String second = candidate.formats().get(1);
    return new Reading.Ambiguous(
        "record.time-format",
        "'%s' in column '%s' is %s as %s and %s as %s: say which by record.time-format"
                .formatted(
                    text, candidate.name(), day(text, first), first, day(text, second), second)
            + " (--time-format)");
  }

  private static String day(String text, String format) {
    long nanos = TimeFormats.read(new TimeReader(format, ""), text);
    return nanos == Times.UNREADABLE
        ? "nothing"
        : Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND)).toString().substring(0, 10);
  }

  private static long[] times(Candidate candidate, String format) {
    TimeReader reader = new TimeReader(format, "");
    int rows = candidate.columns().getFirst().cells().size();
    long[] times = new long[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      String text = text(candidate, row);
      if (!Cell.isMissing(text)) {
        times[count++] = TimeFormats.read(reader, text);
      }
    }
    return Arrays.copyOf(times, count);
  }

  /** The text of the time in a row. */
  static String text(Candidate candidate, int row) {
    return String.join(
        " ", candidate.columns().stream().map(column -> column.cells().get(row)).toList());
  }

  private static boolean isOrdered(long[] times) {
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < times.length; i++) {
      up &= times[i] >= times[i - 1];
      down &= times[i] <= times[i - 1];
    }
    return up || down;
  }

  private static long widestStep(long[] times) {
    long widest = 0;
    for (int i = 1; i < times.length; i++) {
      widest = Math.max(widest, Math.abs(times[i] - times[i - 1]));
    }
    return widest;
  }
}
