package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which columns or fields of a record mean what, and how they are written. Empty names stand for
 * the usual ones: {@code timestamp} or {@code t} for the time, {@code series}, {@code label}; no
 * values stands for all other numbers, in CSV for all other columns in front of the label. A name
 * such as {@code fields.cpu} stands for a field of a nested JSON object.
 *
 * @param series columns whose texts make up the key, joined by a slash
 * @param columns names of the columns of CSV that has no header; empty if it has one
 * @param defaultSeries series of records that name none
 */
public record RecordSettings(
    TimeSettings time,
    List<String> series,
    String label,
    List<String> values,
    List<String> columns,
    NumberSettings numbers,
    String defaultSeries) {

  private static final byte[] NO_UNIT = {};

  public RecordSettings {
    series = List.copyOf(series);
    values = List.copyOf(values);
    columns = List.copyOf(columns);
  }

  /** One column for the time and one for the series; all else is as usual. */
  public RecordSettings(
      String time, String series, String label, List<String> values, String defaultSeries) {
    this(
        TimeSettings.of(time),
        series.isEmpty() ? List.of() : List.of(series),
        label,
        values,
        List.of(),
        NumberSettings.USUAL,
        defaultSeries);
  }

  /** Another series for records that name none. */
  public RecordSettings named(String otherSeries) {
    return new RecordSettings(time, series, label, values, columns, numbers, otherSeries);
  }

  /** {@code .} or {@code ,}; empty for a point and no groups of thousands. */
  public String decimal() {
    return numbers.decimal();
  }

  public Missing missing() {
    return numbers.missing();
  }

  /** The unit behind the numbers of a column; of no bytes if there is none. */
  byte[] unitOf(String column) {
    String unit = numbers.units().isEmpty() ? "" : numbers.units().getOrDefault(column, "");
    return unit.isEmpty() ? NO_UNIT : unit.getBytes(StandardCharsets.UTF_8);
  }

  /** The usual names. */
  public static RecordSettings usual(String defaultSeries) {
    return new RecordSettings("", "", "", List.of(), defaultSeries);
  }

  boolean isTime(String name) {
    return time.columns().isEmpty()
        ? name.equals("timestamp") || name.equals("t")
        : time.columns().contains(name);
  }

  /** Which part of the time a name stands for; 0 for the usual names. */
  int timePart(String name) {
    return Math.max(0, time.columns().indexOf(name));
  }

  /** Of how many columns the time is made up. */
  int timeParts() {
    return Math.max(1, time.columns().size());
  }

  /** Whether the time is a plain record number. */
  boolean isNumberedTime(String name) {
    return name.equals("t") && time.format().isEmpty();
  }

  boolean isSeries(String name) {
    return series.isEmpty() ? name.equals("series") : series.contains(name);
  }

  int seriesPart(String name) {
    return Math.max(0, series.indexOf(name));
  }

  /** Of how many columns the key of the series is made up. */
  int seriesParts() {
    return Math.max(1, series.size());
  }

  boolean isLabel(String name) {
    return label.isEmpty()
        ? name.equals("label") && !series.contains(name) && !values.contains(name)
        : name.equals(label);
  }

  /** Whether a setting, and not only what is usual, gives the name a meaning. */
  boolean isChosen(String name) {
    return time.columns().contains(name)
        || series.contains(name)
        || name.equals(label)
        || values.contains(name)
        || columns.contains(name);
  }

  /** Whether a number of this name is a value, if it is nothing else. */
  boolean isValue(String name) {
    return values.isEmpty() || values.contains(name);
  }

  /**
   * These names in the order of {@code record.values}; as they are where that setting is empty.
   *
   * @param features names that {@link #isValue} holds for
   * @return the same list if it is in order
   */
  List<String> inOrder(List<String> features) {
    if (values.isEmpty() || features.size() < 2) {
      return features;
    }
    List<String> ordered = new ArrayList<>(features);
    ordered.sort(Comparator.comparingInt(values::indexOf));
    return ordered.equals(features) ? features : ordered;
  }

  /** Whether a setting names a field inside of the object of this path. */
  boolean isNested(String path) {
    String prefix = path + ".";
    return time.columns().stream().anyMatch(name -> name.startsWith(prefix))
        || series.stream().anyMatch(name -> name.startsWith(prefix))
        || values.stream().anyMatch(name -> name.startsWith(prefix))
        || label.startsWith(prefix);
  }
}
