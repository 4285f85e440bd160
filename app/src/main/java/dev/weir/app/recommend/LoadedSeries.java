package dev.weir.app.recommend;

import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The records of one series in memory, in the order in which they were read. One owner. */
final class LoadedSeries {

  private static final int SMALLEST = 256;

  private final String key;
  private final List<String> features;
  private final EventTime timeKind;
  private final BitSet labelled = new BitSet();
  private final BitSet anomalous = new BitSet();
  private double[] values;
  private long[] times = new long[SMALLEST];
  private int size;

  LoadedSeries(String key, List<String> features, EventTime timeKind) {
    this.key = key;
    this.features = List.copyOf(features);
    this.timeKind = timeKind;
    this.values = new double[SMALLEST * features.size()];
  }

  /**
   * Adds the next record.
   *
   * @param from has its values, in the order of the features, from {@code at} on
   */
  void add(double[] from, int at, long time, Label label) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size * features.size());
    }
    System.arraycopy(from, at, values, size * features.size(), features.size());
    times[size] = time;
    labelled.set(size, label != Label.NONE);
    anomalous.set(size, label == Label.ANOMALOUS);
    size++;
  }

  /** A copy of the records in which every one has a label, and none is anomalous. */
  LoadedSeries allNormal() {
    LoadedSeries copy = new LoadedSeries(key, features, timeKind);
    for (int row = 0; row < size; row++) {
      copy.add(values, row * features.size(), times[row], Label.NORMAL);
    }
    return copy;
  }

  /** A copy that has only some of the features, given by their places. */
  LoadedSeries of(List<Integer> places) {
    LoadedSeries copy =
        new LoadedSeries(key, places.stream().map(features::get).toList(), timeKind);
    double[] kept = new double[places.size()];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < kept.length; i++) {
        kept[i] = value(row, places.get(i));
      }
      copy.add(kept, 0, times[row], label(row));
    }
    return copy;
  }

  /** Puts a record into a batch, as a record of {@code series}. */
  void putInto(Batch batch, Series series, int row) {
    batch.timeKind(timeKind);
    batch.values(values, row * features.size(), features.size());
    batch.put(series, times[row], label(row), 0, row);
  }

  /** Replaces a value; the record is anomalous from then on. */
  void replace(int row, int feature, double value) {
    values[row * features.size() + feature] = value;
    labelled.set(row);
    anomalous.set(row);
  }

  String key() {
    return key;
  }

  List<String> features() {
    return features;
  }

  EventTime timeKind() {
    return timeKind;
  }

  int size() {
    return size;
  }

  double value(int row, int feature) {
    return values[row * features.size() + feature];
  }

  /** Event time of a record, in the unit of {@link #timeKind}. */
  long time(int row) {
    return times[row];
  }

  boolean isLabelled(int row) {
    return labelled.get(row);
  }

  boolean isAnomalous(int row) {
    return anomalous.get(row);
  }

  /** How many runs of anomalous records there are. */
  int events() {
    int events = 0;
    for (int row = anomalous.nextSetBit(0); row >= 0; ) {
      events++;
      row = anomalous.nextSetBit(anomalous.nextClearBit(row));
    }
    return events;
  }

  private Label label(int row) {
    if (!labelled.get(row)) {
      return Label.NONE;
    }
    return anomalous.get(row) ? Label.ANOMALOUS : Label.NORMAL;
  }
}
