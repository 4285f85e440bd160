package dev.weir.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records of a trial: the same number is always the same record, so that they can be written a
 * second time for the oracle. Series of all detectors take turns; there are spikes everywhere, and
 * a few series drift.
 */
record Workload(long seed) {

  static final int SERIES = 40;

  private static final int DRIFTING = 4;
  private static final int DRIFT_AFTER = 300;
  private static final double SPIKE = 0.01;
  private static final List<String> KINDS = List.of("z", "robust", "forest", "small");

  /**
   * One record.
   *
   * @param number counts the records of a trial from 1; it is also the record's time
   */
  record Row(long number, String series, double flow, double level) {

    /** As a line of a file with {@link #HEADER}. */
    String csv() {
      return number + "," + series + "," + flow + "," + level + "\n";
    }
  }

  static final String HEADER = "t,series,flow,level\n";

  /** Detectors for the series, and trainings and drift checks often enough for a short run. */
  static final List<String> CONFIGURATION =
      List.of(
          "detectors = [{ match = \"z-*\", type = z-score },"
              + " { match = \"robust-*\", type = robust-z-score, window = 60 },"
              + " { match = \"small-*\", type = isolation-forest, trees = 20, subsample = 64,"
              + " window = 100 },"
              + " { match = \"*\", type = isolation-forest, trees = 60, subsample = 128,"
              + " window = 200 }]",
          "engine { train-after = 60, model-update-frequency = 100, refit-lag = 50 }",
          "engine.drift-check-frequency = 100",
          "incidents.quiet-records = 20");

  Row row(long number) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    int series = (int) (number % SERIES);
    double spike = random.nextDouble() < SPIKE ? 9 : 0;
    double drift = series < DRIFTING && number / SERIES > DRIFT_AFTER ? 3 : 0;
    String name = KINDS.get(series % KINDS.size()) + "-" + series;
    double flow = rounded(10 + random.nextGaussian() + spike + drift);
    return new Row(number, name, flow, rounded(3 * random.nextGaussian()));
  }

  /** So many records, the first with this number. */
  List<Row> rows(long first, int count) {
    List<Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(row(first + i));
    }
    return rows;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
