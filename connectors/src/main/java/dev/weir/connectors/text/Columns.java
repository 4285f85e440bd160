package dev.weir.connectors.text;

import dev.weir.monitoring.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the columns of a CSV file mean, told from its header.
 *
 * @param names of all columns
 * @param time column of the time, or -1
 * @param numbered whether the time is a plain record number
 * @param series column of the series, or -1
 * @param label column of the label, or -1
 * @param values columns of the values, at least one
 */
public record Columns(
    List<String> names, int time, boolean numbered, int series, int label, List<Integer> values) {

  /** A header that no record can be read under. */
  public static final class BadHeaderException extends Exception {

    private static final long serialVersionUID = 1L;

    BadHeaderException(String message) {
      super(message);
    }
  }

  public Columns {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  /** Reads a header line. */
  public static Columns of(byte[] line, int from, int to, char separator, RecordSettings settings)
      throws BadHeaderException {
    Cells cells = new Cells(separator);
    if (!cells.split(line, from, to)) {
      throw new BadHeaderException("its header has a quote that is not closed");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      names.add(cells.text(i).strip());
    }
    requireNames(names, settings);
    return of(names, settings);
  }

  private static Columns of(List<String> names, RecordSettings settings) throws BadHeaderException {
    int time = -1;
    int series = -1;
    int label = -1;
    for (int i = names.size() - 1; i >= 0; i--) {
      time = settings.isTime(names.get(i)) ? i : time;
      series = settings.isSeries(names.get(i)) ? i : series;
      label = settings.isLabel(names.get(i)) ? i : label;
    }
    List<Integer> values = new ArrayList<>();
    int end = label < 0 ? names.size() : label;
    for (int i = 0; i < names.size(); i++) {
      boolean other = i != time && i != series && i != label;
      boolean inPlace = !settings.values().isEmpty() || i < end;
      if (other && inPlace && settings.isValue(names.get(i))) {
        values.add(i);
      }
    }
    requireValues(names, values, settings);
    boolean numbered = time < 0 || settings.isNumberedTime(names.get(time));
    return new Columns(names, time, numbered, series, label, values);
  }

  /** A header left out would cost the first record, and nobody would know. */
  private static void requireNames(List<String> names, RecordSettings settings)
      throws BadHeaderException {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw new BadHeaderException("its column %d has no name".formatted(i + 1));
      }
      if (Printable.hasHidden(name)) {
        throw new BadHeaderException(Refusals.HIDDEN_NAME.formatted(Refusals.quote(name)));
      }
      if (looksLikeData(name) && !settings.isChosen(name)) {
        throw new BadHeaderException(
            "its first line looks like data: %s is not a column name; put a header in front of it"
                .formatted(Refusals.quote(name)));
      }
    }
  }

  private static boolean looksLikeData(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return !Double.isNaN(new Numbers().parse(bytes, 0, bytes.length))
        || new Times().parse(bytes, 0, bytes.length) != Times.UNREADABLE;
  }

  private static void requireValues(
      List<String> names, List<Integer> values, RecordSettings settings) throws BadHeaderException {
    if (names.stream().distinct().count() < names.size()) {
      throw new BadHeaderException("two of its columns have the same name: " + names);
    }
    for (String wanted : settings.values()) {
      if (!names.contains(wanted)) {
        throw new BadHeaderException(
            "it has no column '%s'; its columns are %s".formatted(wanted, names));
      }
    }
    if (values.isEmpty()) {
      throw new BadHeaderException(
          "it has no value column: beside time, series and label there must be at least one column"
              + " of numbers, in front of the label; its columns are "
              + names);
    }
  }

  /** Names of the values, in order. */
  List<String> features() {
    return values.stream().map(names::get).toList();
  }
}
