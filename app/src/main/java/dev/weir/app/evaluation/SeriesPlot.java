package dev.weir.app.evaluation;

import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.series.Status;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plot of one series of any length: for its first features and its score the smallest and the
 * largest value per column, and which columns hold alerts and labelled rows. When the columns are
 * full, two become one. Some 25 KiB for three features.
 */
final class SeriesPlot {

  /** When there are so many columns, they become half as many. */
  static final int COLUMNS = 800;

  /** How many features are drawn. */
  static final int MOST_FEATURES = 3;

  private final String key;
  private final List<String> features;
  private final List<Band> values;
  private final Band score = new Band(COLUMNS);
  private final BitSet labelled = new BitSet();
  private final BitSet alerts = new BitSet();
  private long rows;
  private long rowsPerColumn = 1;
  private String from = "";
  private String to = "";

  SeriesPlot(String key, List<String> features) {
    this.key = key;
    this.features = features;
    this.values =
        IntStream.range(0, Math.min(MOST_FEATURES, features.size()))
            .mapToObj(feature -> new Band(COLUMNS))
            .toList();
  }

  /** The next row of the series. */
  void add(Batch batch, int row, boolean alert) {
    if (rows == COLUMNS * rowsPerColumn) {
      halve();
    }
    int column = (int) (rows / rowsPerColumn);
    for (int i = 0; i < values.size() && i < batch.rows().width(row); i++) {
      values.get(i).add(column, batch.rows().value(row, i));
    }
    if (batch.status(row) == Status.SCORED) {
      score.add(column, batch.anomalyScore(row));
    }
    if (batch.label(row) == Label.ANOMALOUS) {
      labelled.set(column);
    }
    if (alert) {
      alerts.set(column);
    }
    to = batch.timeKind().text(batch.time(row));
    from = rows == 0 ? to : from;
    rows++;
  }

  private void halve() {
    values.forEach(Band::halve);
    score.halve();
    halve(labelled);
    halve(alerts);
    rowsPerColumn *= 2;
  }

  private static void halve(BitSet columns) {
    for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
      columns.clear(column);
      columns.set(column / 2);
    }
  }

  String key() {
    return key;
  }

  /** All features, also those that are not drawn. */
  List<String> features() {
    return features;
  }

  /** Of the features that are drawn. */
  List<Band> values() {
    return values;
  }

  Band score() {
    return score;
  }

  BitSet labelled() {
    return labelled;
  }

  BitSet alerts() {
    return alerts;
  }

  /** How many columns hold something. */
  int columns() {
    return (int) Math.ceilDiv(rows, rowsPerColumn);
  }

  long rows() {
    return rows;
  }

  long rowsPerColumn() {
    return rowsPerColumn;
  }

  /** Time of the first row. */
  String from() {
    return from;
  }

  /** Time of the last row. */
  String to() {
    return to;
  }
}
