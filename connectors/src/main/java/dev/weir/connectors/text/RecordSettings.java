package dev.weir.connectors.text;

import java.util.List;

/**
 * Which columns or fields of a record mean what. An empty name stands for the usual ones: {@code
 * timestamp} or {@code t} for the time, {@code series}, {@code label}; no values stands for all
 * other numbers, in CSV for all other columns in front of the label.
 *
 * @param defaultSeries series of records that name none
 */
public record RecordSettings(
    String time, String series, String label, List<String> values, String defaultSeries) {

  public RecordSettings {
    values = List.copyOf(values);
  }

  /** The usual names. */
  public static RecordSettings usual(String defaultSeries) {
    return new RecordSettings("", "", "", List.of(), defaultSeries);
  }

  boolean isTime(String name) {
    return time.isEmpty() ? name.equals("timestamp") || name.equals("t") : name.equals(time);
  }

  /** Whether the time is a plain record number. */
  boolean isNumberedTime(String name) {
    return name.equals("t");
  }

  boolean isSeries(String name) {
    return series.isEmpty() ? name.equals("series") : name.equals(series);
  }

  boolean isLabel(String name) {
    return label.isEmpty() ? name.equals("label") : name.equals(label);
  }

  /** Whether a setting, and not only what is usual, gives the name a meaning. */
  boolean isChosen(String name) {
    return name.equals(time) || name.equals(series) || name.equals(label) || values.contains(name);
  }

  /** Whether a number of this name is a value, if it is nothing else. */
  boolean isValue(String name) {
    return values.isEmpty() || values.contains(name);
  }
}
