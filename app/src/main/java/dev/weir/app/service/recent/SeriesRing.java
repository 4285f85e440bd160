package dev.weir.app.service.recent;

import dev.weir.app.report.SeriesRecords;
import dev.weir.detectors.Severity;
import dev.weir.engine.Batch;
import dev.weir.series.EventTime;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last {@value #MOST} records of a series in one source. One thread writes, and never waits;
 * others read, and leave out what is written over meanwhile.
 */
final class SeriesRing {

  static final int MOST = 2048;

  /** The most records of one reading. */
  static final int ROWS = 1000;

  private final String key;
  private final String source;
  private final List<String> features;
  private final boolean timed;
  private final double[] values;
  private final double[] scores = new double[MOST];
  private final byte[] severities = new byte[MOST];
  private final Severity.Bands bands;
  private final long[] times = new long[MOST];
  private final AtomicLong written = new AtomicLong();

  /** Empty, for records like this one. */
  SeriesRing(Severity.Bands bands, Batch batch, int row) {
    this.bands = bands;
    this.key = batch.series(row).key();
    this.source = batch.stream().pipeline();
    this.features = batch.series(row).features();
    this.timed = batch.timeKind() == EventTime.INSTANT;
    this.values = new double[MOST * features.size()];
  }

  /** Takes a record in. */
  void add(Batch batch, int row) {
    long number = written.getPlain();
    int place = (int) (number % MOST);
    int width = Math.min(features.size(), batch.rows().width(row));
    for (int i = 0; i < features.size(); i++) {
      values[place * features.size() + i] = i < width ? batch.rows().value(row, i) : Double.NaN;
    }
    boolean scored = batch.status(row) == Status.SCORED;
    scores[place] = scored ? batch.anomalyScore(row) : Double.NaN;
    severities[place] = batch.isAnomaly(row) ? severity(batch, row) : 0;
    times[place] = timed ? batch.timeKind().millis(batch.time(row)) : batch.time(row);
    written.setRelease(number + 1);
  }

  private byte severity(Batch batch, int row) {
    return switch (bands.of(Math.max(batch.anomalyScore(row), batch.alert(row)))) {
      case INFO -> 1;
      case WARNING -> 2;
      case CRITICAL -> 3;
    };
  }

  /**
   * The records after one, at most {@value #ROWS}: if there are more, anomalies and every n-th
   * other record of them.
   *
   * @param number of the last record that is known already; 0 for none
   */
  SeriesRecords after(long number) {
    long to = written.getAcquire();
    long from = Math.max(Math.min(number, to), to - MOST);
    List<SeriesRecords.Row> rows = new ArrayList<>();
    for (long i = from; i < to; i++) {
      rows.add(row((int) (i % MOST)));
    }
    // What was written over while it was read is torn.
    int torn = (int) Math.min(rows.size(), Math.max(0, written.getAcquire() + 1 - MOST - from));
    return new SeriesRecords(
        key, source, features, timed, to, thinned(rows.subList(torn, rows.size())));
  }

  private SeriesRecords.Row row(int place) {
    double[] own = new double[features.size()];
    System.arraycopy(values, place * own.length, own, 0, own.length);
    return new SeriesRecords.Row(times[place], scores[place], severities[place], own);
  }

  private static List<SeriesRecords.Row> thinned(List<SeriesRecords.Row> rows) {
    int step = Math.ceilDiv(rows.size(), ROWS);
    if (step <= 1) {
      return rows;
    }
    List<SeriesRecords.Row> thin = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i % step == 0 || rows.get(i).isAnomaly()) {
        thin.add(rows.get(i));
      }
    }
    return thin;
  }
}
