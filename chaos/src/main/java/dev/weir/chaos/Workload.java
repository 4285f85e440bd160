package dev.weir.chaos;

import dev.weir.chaos.planted.Misdeeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records of a trial: the same number is always the same record, so that they can be written a
 * second time for the oracle. Series of all detectors take turns; there are spikes everywhere, and
 * a few series drift.
 */
record Workload(long seed, Kind kind) {

  /** What is odd about the records. */
  enum Kind {
    STEADY,
    /** Their times run backwards in blocks, and some come twice. */
    DISORDERED,
    /** A few have a value that no model survives, at most two of a series. */
    POISONED,
    /** After a while each has a series of its own. */
    FLOOD
  }

  static final int SERIES = 40;

  private static final int DRIFTING = 4;
  private static final int DRIFT_AFTER = 300;
  private static final double SPIKE = 0.005;
  private static final int BLOCK = 2 * SERIES;
  private static final int TWICE = 50;
  private static final int FLOOD_AFTER = 2_000;

  /** Poisoned are two rounds of the series that a z-score judges. */
  private static final List<Integer> POISONED_ROUNDS = List.of(40, 55);

  private static final List<String> KINDS = List.of("z", "robust", "forest", "small");

  /**
   * One record.
   *
   * @param number counts the records of a trial from 1
   * @param time usually the same
   */
  record Row(long number, long time, String series, double flow, double level) {

    /** As a line of a file with {@link #HEADER}. */
    String csv() {
      return time + "," + series + "," + flow + "," + level + "\n";
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
    if (kind == Kind.DISORDERED && number % TWICE == 0) {
      Row before = row(number - 1);
      return new Row(number, before.time, before.series, before.flow, before.level);
    }
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    int series = (int) (number % SERIES);
    double spike = random.nextDouble() < SPIKE ? 9 : 0;
    double drift = series < DRIFTING && number / SERIES > DRIFT_AFTER ? 3 : 0;
    String name =
        kind == Kind.FLOOD && number > FLOOD_AFTER
            ? "flood-" + number
            : KINDS.get(series % KINDS.size()) + "-" + series;
    double flow = rounded(10 + random.nextGaussian() + spike + drift);
    double level = rounded(3 * random.nextGaussian());
    return new Row(number, time(number), name, isPoison(number) ? Misdeeds.POISON : flow, level);
  }

  private long time(long number) {
    return kind == Kind.DISORDERED ? number / BLOCK * BLOCK + (BLOCK - 1 - number % BLOCK) : number;
  }

  /** Whether no model survives the record. */
  boolean isPoison(long number) {
    return kind == Kind.POISONED
        && number % SERIES % KINDS.size() == 0
        && POISONED_ROUNDS.contains((int) (number / SERIES));
  }

  /** The number behind which nothing is poisoned. */
  static long poisonedUpTo() {
    return (POISONED_ROUNDS.getLast() + 1L) * SERIES;
  }

  /** The times of the records. */
  BitSet times(BitSet numbers) {
    BitSet times = new BitSet();
    numbers.stream().forEach(number -> times.set((int) row(number).time()));
    return times;
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
