package dev.weir.chaos;

import dev.weir.chaos.planted.Misdeeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records of a trial: the same number is always the same record, so that they can be written a
 * second time for the oracle. Series of all detectors take turns; there are spikes everywhere, a
 * few series drift, and some stop for a spell. Those of a history have numbers up to 0.
 */
record Workload(long seed, Kind kind) {

  /** What is odd about the records. */
  enum Kind {
    STEADY,
    /** Their times run backwards in blocks, some are a day ahead, and some come twice. */
    DISORDERED,
    /** A few have a value that no model survives, at most two of a series; none stops. */
    POISONED,
    /** After a while each has a series of its own. */
    FLOOD
  }

  static final int SERIES = 40;

  private static final int DRIFTING = 4;
  private static final int DRIFT_AFTER = 300;
  private static final double SPIKE = 0.005;
  private static final int TWICE = 50;
  private static final int AHEAD = 97;
  private static final long DAY = 86_400;
  private static final int FLOOD_AFTER = 2_000;

  /** Poisoned are two rounds of the series that a z-score judges. */
  private static final List<Integer> POISONED_ROUNDS = List.of(40, 55);

  private static final List<String> KINDS = List.of("z", "robust", "forest", "small");

  /** From here on times are counted, in seconds. */
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * One record.
   *
   * @param number counts the records of a trial from 1
   * @param time usually the same
   */
  record Row(long number, long time, String series, double flow, double level) {

    /** As a line of a file with {@link #HEADER}. */
    String csv() {
      return timestamp() + "," + series + "," + flow + "," + level + "\n";
    }

    String timestamp() {
      return BEGINNING.plusSeconds(time).toString();
    }
  }

  static final String HEADER = "timestamp,series,flow,level\n";

  /**
   * Detectors for the series, trainings and drift checks often enough for a short run, and some
   * series watched for silence. Records are late only where {@link #LATENESS} is said as well.
   */
  static final List<String> CONFIGURATION =
      List.of(
          "detectors = [{ match = \"z-*\", type = z-score, silence = 150s },"
              + " { match = \"robust-*\", type = robust-z-score, window = 60, silence = auto },"
              + " { match = \"small-*\", type = isolation-forest, trees = 20, subsample = 64,"
              + " window = 100, late = drop },"
              + " { match = \"*\", type = isolation-forest, trees = 60, subsample = 128,"
              + " window = 200 }]",
          "engine { train-after = 60, model-update-frequency = 100, refit-lag = 50 }",
          "engine.drift-check-frequency = 100",
          "incidents.quiet-records = 20");

  /** Half of what a record of a deep block is late by. */
  static final String LATENESS = "defaults.data { allowed-lateness = 20s, max-skew = 1h }";

  Row row(long number) {
    if (kind == Kind.DISORDERED && number % TWICE == 0) {
      Row before = row(number - 1);
      return new Row(number, before.time, before.series, before.flow, before.level);
    }
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    long round = Math.floorDiv(number, SERIES);
    int turn = Math.floorMod(number, SERIES);
    int series =
        kind == Kind.POISONED ? turn : new Spells(seed, SERIES, KINDS.size()).speaker(round, turn);
    double spike = random.nextDouble() < SPIKE ? 9 : 0;
    double drift = series < DRIFTING && round / DRIFT_AFTER % 2 != 0 ? 3 : 0;
    String name =
        kind == Kind.FLOOD && number > FLOOD_AFTER
            ? "flood-" + number
            : KINDS.get(series % KINDS.size()) + "-" + series;
    double flow = rounded(10 + random.nextGaussian() + spike + drift);
    double level = rounded(3 * random.nextGaussian());
    return new Row(number, time(number), name, isPoison(number) ? Misdeeds.POISON : flow, level);
  }

  /** A block of one round changes the order of series; one of two rounds, of each six, is late. */
  private long time(long number) {
    if (kind != Kind.DISORDERED) {
      return number;
    }
    long round = Math.floorDiv(number, SERIES);
    boolean deep = Math.floorMod(round, 6) >= 4;
    long block = deep ? 2L * SERIES : SERIES;
    long first = deep ? (round - Math.floorMod(round, 2)) * SERIES : round * SERIES;
    long time = first + (block - 1 - (number - first));
    return number % AHEAD == 0 ? time + DAY : time;
  }

  /** Whether no model survives the record. */
  boolean isPoison(long number) {
    return kind == Kind.POISONED
        && number > 0
        && number % SERIES % KINDS.size() == 0
        && POISONED_ROUNDS.contains((int) (number / SERIES));
  }

  /** With so many records in a row, of whatever kind, there was silence, and it ended. */
  static int silentWithin() {
    return Spells.ROUNDS * SERIES;
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
