package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Holds the last records of a series.
 *
 * @param source that they were read from
 * @param timed whether their times are ms since 1970; otherwise they are record numbers
 * @param last number of the last record, counted from the moment the series was first asked for
 * @param rows in the order of the source
 */
public record SeriesRecords(
    String series, String source, List<String> features, boolean timed, long last, List<Row> rows) {

  /** One record. What is not known is NaN. */
  public static final class Row {
    private final long time;
    private final double score;
    private final int severity;
    private final double[] values;

    /**
     * A record.
     *
     * @param score NaN if it was not scored
     * @param severity 0 if it is not an anomaly, 1 info, 2 warning, 3 critical
     * @param values in the order of features; not copied
     */
    public Row(long time, double score, int severity, double[] values) {
      this.time = time;
      this.score = score;
      this.severity = severity;
      this.values = values;
    }

    /** Time of the record. */
    public long time() {
      return time;
    }

    /** Whether it is an anomaly. */
    public boolean isAnomaly() {
      return severity > 0;
    }

    private void writeTo(ArrayNode row) {
      row.add(time);
      number(row, score);
      row.add(severity);
      for (double value : values) {
        number(row, value);
      }
    }

    private static void number(ArrayNode row, double value) {
      if (Double.isFinite(value)) {
        row.add((float) value);
      } else {
        row.addNull();
      }
    }
  }

  public SeriesRecords {
    features = List.copyOf(features);
    rows = List.copyOf(rows);
  }

  /** One object; each row is an array of time, score, severity, and the values. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("series", series);
    json.put("source", source);
    json.put("timed", timed);
    ArrayNode names = json.putArray("features");
    features.forEach(names::add);
    ArrayNode list = json.putArray("rows");
    rows.forEach(row -> row.writeTo(list.addArray()));
    return StatusJson.text(json);
  }
}
