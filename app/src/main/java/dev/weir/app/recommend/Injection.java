package dev.weir.app.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts anomalies of known kinds into data that has no labels, so that there is something to find.
 * Of each {@link #EVERY} records of a series behind its first {@link #QUIET}, one event begins at a
 * random place, in one feature; the kinds take turns.
 */
final class Injection {

  /** Records of a series that are left as they are: its models learn from them. */
  static final int QUIET = 500;

  /** One event begins within each run of so many records. */
  static final int EVERY = 250;

  /** How far an event is from what it replaces, in normal standard deviations of the feature. */
  private static final double SIZE = 8;

  private static final int LONG = 20;
  private static final double MAD_TO_DEVIATION = 1.4826;

  /** The kinds of events. */
  enum Kind {
    SPIKE(1, "one record above"),
    DIP(1, "one record below"),
    SHIFT(LONG, "20 records above"),
    NOISE(LONG, "20 records above and below in turns"),
    FROZEN(2 * LONG, "40 records of one value");

    private final int records;
    private final String meaning;

    Kind(int records, String meaning) {
      this.records = records;
      this.meaning = meaning;
    }

    /** Says in words how it changes the records. */
    String meaning() {
      return meaning;
    }
  }

  private Injection() {}

  /** A copy of the data with anomalies in it. Labels of the data are forgotten. */
  static Dataset into(Dataset data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LoadedSeries> changed = new ArrayList<>();
    int turn = 0;
    for (LoadedSeries series : data.series()) {
      LoadedSeries copy = series.allNormal();
      for (int from = QUIET; from + EVERY <= copy.size(); from += EVERY) {
        Kind kind = Kind.values()[turn % Kind.values().length];
        int row = from + random.nextInt(EVERY - kind.records);
        put(copy, kind, row, random.nextInt(copy.features().size()));
        turn++;
      }
      changed.add(copy);
    }
    return new Dataset(changed, Dataset.Origin.INJECTED, data.leftOut(), data.unread());
  }

  private static void put(LoadedSeries series, Kind kind, int from, int feature) {
    double deviation = deviation(series, feature);
    double first = series.value(from, feature);
    for (int i = 0; i < kind.records; i++) {
      double before = series.value(from + i, feature);
      double after =
          switch (kind) {
            case SPIKE, SHIFT -> before + SIZE * deviation;
            case DIP -> before - SIZE * deviation;
            case NOISE -> before + (i % 2 == 0 ? SIZE : -SIZE) * deviation;
            case FROZEN -> first;
          };
      series.replace(from + i, feature, after);
    }
  }

  /** The deviation of a feature that some anomalies of its own do not change; 1 of a constant. */
  private static double deviation(LoadedSeries series, int feature) {
    double[] values = new double[series.size()];
    int known = 0;
    for (int row = 0; row < series.size(); row++) {
      if (!Double.isNaN(series.value(row, feature))) {
        values[known++] = series.value(row, feature);
      }
    }
    double middle = median(values, known);
    for (int i = 0; i < known; i++) {
      values[i] = Math.abs(values[i] - middle);
    }
    double deviation = MAD_TO_DEVIATION * median(values, known);
    return deviation > 0 ? deviation : 1;
  }

  private static double median(double[] values, int known) {
    Arrays.sort(values, 0, known);
    return known == 0 ? 0 : values[known / 2];
  }
}
