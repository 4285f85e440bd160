package dev.weir.chaos.random.feed;

import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.chaos.random.drawn.Layout;
import dev.weir.chaos.random.drawn.Row;
import dev.weir.chaos.random.drawn.Shape;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Writes rows of a source as lines, or as the fields of an entry. */
final class RowText {

  private final Shape shape;
  private final Layout layout;

  RowText(DrawnSource source) {
    shape = source.shape();
    layout = source.layout();
  }

  /** The settings that say how to read them; empty if the defaults do. */
  String settings() {
    StringBuilder text = new StringBuilder();
    if (layout.csv() && layout.separator() != ',') {
      text.append(", separator = \"").append(layout.separator() == '\t' ? "\\t" : ";").append('"');
    }
    return text.append(record()).toString();
  }

  /** The settings of the columns or fields. */
  String record() {
    if (!renamed()) {
      return "";
    }
    StringJoiner values = new StringJoiner(", ");
    for (int i = 0; i < shape.features(); i++) {
      values.add(feature(i));
    }
    return ", record { time = at, series = who, label = wrong, values = [%s] }".formatted(values);
  }

  /** Times that count records go by their name, so their column keeps it. */
  private boolean renamed() {
    return layout.renamed() && !shape.numbered();
  }

  String extension() {
    return layout.csv() ? ".csv" : ".jsonl";
  }

  /**
   * The header of a CSV file; empty for JSON lines.
   *
   * @param swapped whether the values stand in reverse order
   */
  String header(boolean swapped) {
    if (!layout.csv()) {
      return "";
    }
    StringJoiner cells = new StringJoiner(Character.toString(layout.separator()), "", "\n");
    cells.add(time()).add(renamed() ? "who" : "series");
    for (int i = 0; i < shape.features(); i++) {
      cells.add(feature(swapped ? shape.features() - 1 - i : i));
    }
    if (hasLabel()) {
      cells.add(renamed() ? "wrong" : "label");
    }
    return cells.toString();
  }

  private boolean hasLabel() {
    return layout.labels() || renamed();
  }

  private String feature(int i) {
    return (renamed() ? "x" : "f") + i;
  }

  private String time() {
    return shape.numbered() ? "t" : renamed() ? "at" : "timestamp";
  }

  /** One line, with its end. */
  String line(Row row, boolean swapped) {
    return layout.csv() ? csv(row, swapped) : json(row, swapped);
  }

  private String csv(Row row, boolean swapped) {
    StringJoiner cells = new StringJoiner(Character.toString(layout.separator()), "", "\n");
    cells.add(row.bad() ? "at some time" : time(row)).add(row.series());
    for (int i = 0; i < row.values().size(); i++) {
      double value = row.values().get(swapped ? row.values().size() - 1 - i : i);
      cells.add(Double.isNaN(value) ? "" : Double.toString(value));
    }
    if (hasLabel()) {
      cells.add(row.anomalous() ? "1" : "0");
    }
    return cells.toString();
  }

  private String json(Row row, boolean swapped) {
    StringJoiner fields = new StringJoiner(",", "{", row.bad() ? "\n" : "}\n");
    Map<String, String> all = fields(row, swapped);
    all.forEach((name, value) -> {
      boolean quoted =
          (name.equals(time()) && isIso()) || name.equals("series") || name.equals("who");
      String text = value.isEmpty() ? "null" : value;
      fields.add("\"%s\":%s".formatted(name, quoted ? '"' + text + '"' : text));
    });
    return fields.toString();
  }

  /** Its fields by name; an empty text for a value that is missing. */
  Map<String, String> fields(Row row, boolean swapped) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(time(), time(row));
    fields.put(renamed() ? "who" : "series", row.series());
    for (int i = 0; i < row.values().size(); i++) {
      int which = swapped ? row.values().size() - 1 - i : i;
      double value = row.values().get(which);
      fields.put(feature(which), Double.isNaN(value) ? "" : Double.toString(value));
    }
    if (hasLabel()) {
      fields.put(renamed() ? "wrong" : "label", row.anomalous() ? "1" : "0");
    }
    return fields;
  }

  /** The fields of an entry; of a bad one the time is none. */
  Map<String, String> entry(Row row) {
    Map<String, String> fields = fields(row, false);
    if (row.bad()) {
      fields.put(time(), "at some time");
    }
    return fields;
  }

  private boolean isIso() {
    return !shape.numbered() && layout.times() == Layout.Times.ISO;
  }

  private String time(Row row) {
    if (shape.numbered()) {
      return Long.toString(row.time());
    }
    return switch (layout.times()) {
      case ISO -> Instant.ofEpochMilli(row.time()).toString();
      case SECONDS -> Long.toString(row.time() / 1_000);
      case MILLIS -> Long.toString(row.time());
    };
  }
}
