package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Numbers;
import dev.weir.connectors.text.value.Times;
import dev.weir.monitoring.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says by the names of the columns of a CSV file what they mean.
 *
 * @param names of all columns
 * @param time columns that make up the time, in order; empty if there is none
 * @param numbered whether the time is a plain record number
 * @param series columns that make up the key of the series, in order; empty if there is none
 * @param label column of the label, or -1
 * @param values columns of the values, at least one: in the order of {@code record.values}, or of
 *     the file where that setting is empty
 */
public record Columns(
    List<String> names,
    List<Integer> time,
    boolean numbered,
    List<Integer> series,
    int label,
    List<Integer> values) {

  /** A header that no record can be read under. */
  public static final class BadHeaderException extends Exception {

    private static final long serialVersionUID = 1L;

    BadHeaderException(String message) {
      super(message);
    }
  }

  public Columns {
    names = List.copyOf(names);
    time = List.copyOf(time);
    series = List.copyOf(series);
    values = List.copyOf(values);
  }

  /** Reads a header line. */
  public static Columns of(byte[] line, int from, int to, char separator, RecordSettings settings)
      throws BadHeaderException {
    Cells cells = new Cells(separator);
    if (!cells.split(line, from, to)) {
      throw new BadHeaderException("its header has a quote that is not closed");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      texts.add(cells.text(i).strip());
    }
    List<String> names = named(texts);
    requireNames(names, settings);
    return of(names, settings);
  }

  /** The columns of a file without a header, by their names. */
  public static Columns named(RecordSettings settings) throws BadHeaderException {
    return of(named(settings.columns()), settings);
  }

  /**
   * Names for all columns of a header: one without a name is called {@code column 3} by its place,
   * and the second of two equal names {@code temp.2}.
   */
  public static List<String> named(List<String> texts) {
    Set<String> names = new LinkedHashSet<>();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String name = texts.get(i).isEmpty() ? "column " + (i + 1) : texts.get(i);
      String unique = name;
      // Lower numbers of the name are taken.
      for (int again = last.getOrDefault(name, 1) + 1; names.contains(unique); again++) {
        unique = name + "." + again;
        last.put(name, again);
      }
      names.add(unique);
    }
    return List.copyOf(names);
  }

  private static Columns of(List<String> names, RecordSettings settings) throws BadHeaderException {
    List<Integer> time = time(names, settings);
    List<Integer> series = places(names, settings.series(), "series");
    int label = -1;
    for (int i = names.size() - 1; i >= 0; i--) {
      boolean usual = settings.series().isEmpty() && names.get(i).equals("series");
      series = usual ? List.of(i) : series;
      label = settings.isLabel(names.get(i)) ? i : label;
    }
    List<Integer> values = new ArrayList<>();
    int end = label < 0 ? names.size() : label;
    for (int i = 0; i < names.size(); i++) {
      boolean other = !time.contains(i) && !series.contains(i) && i != label;
      boolean inPlace = !settings.values().isEmpty() || i < end;
      if (other && inPlace && settings.isValue(names.get(i))) {
        values.add(i);
      }
    }
    requireValues(names, values, settings);
    values.sort(Comparator.comparingInt(i -> settings.values().indexOf(names.get(i))));
    boolean numbered = time.isEmpty() || settings.isNumberedTime(names.get(time.getFirst()));
    return new Columns(names, time, numbered, series, label, values);
  }

  private static List<Integer> time(List<String> names, RecordSettings settings)
      throws BadHeaderException {
    List<String> wanted = settings.time().columns();
    for (int i = 0; i < names.size() && wanted.isEmpty(); i++) {
      if (settings.isTime(names.get(i))) {
        return List.of(i);
      }
    }
    return places(names, wanted, "time");
  }

  private static List<Integer> places(List<String> names, List<String> wanted, String setting)
      throws BadHeaderException {
    List<Integer> places = new ArrayList<>();
    for (String name : wanted) {
      int place = names.indexOf(name);
      if (place < 0) {
        throw new BadHeaderException(
            "it has no column '%s', which %s names; its columns are %s"
                .formatted(name, setting, names));
      }
      places.add(place);
    }
    return places;
  }

  /** A header left out would cost the first record unnoticed. */
  private static void requireNames(List<String> names, RecordSettings settings)
      throws BadHeaderException {
    for (String name : names) {
      if (Printable.hasHidden(name)) {
        throw new BadHeaderException(Refusals.HIDDEN_NAME.formatted(Refusals.quote(name)));
      }
      if (looksLikeData(name) && !settings.isChosen(name) && settings.values().isEmpty()) {
        throw new BadHeaderException(
            "its first line looks like data: %s is not a column name; name the columns by columns, or put"
                    .formatted(Refusals.quote(name))
                + " a header in front of it");
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
