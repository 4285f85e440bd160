package dev.weir.chaos.feed;

import dev.weir.chaos.planted.InjectedFaults;
import dev.weir.chaos.settings.SeriesKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The records of one source of a trial. A number always gives the same record, so that the oracle
 * can be given the same ones. Series of all detectors take turns; there are spikes everywhere, a
 * few series drift, and some stop for a spell. Those of a history have numbers up to 0.
 */
public record Workload(long seed, Kind kind, Side side) {

  /** Which source of the process the records are for. Their times and series differ. */
  public enum Side {
    /** The source that trials disturb. */
    MAIN("readings", 0, 0, "flow,level"),
    /** Another source in the same process. */
    BESIDE("beside", 5_000_000, 100, "flow");

    private final String source;
    private final int firstTime;
    private final int firstSeries;
    private final String features;

    Side(String source, int firstTime, int firstSeries, String features) {
      this.source = source;
      this.firstTime = firstTime;
      this.firstSeries = firstSeries;
      this.features = features;
    }

    /** Name of the source. */
    String source() {
      return source;
    }

    /** Names of the values of each record. */
    List<String> features() {
      return List.of(features.split(","));
    }

    /** Whose record has this time, in seconds. */
    static Side of(int time) {
      return time >= BESIDE.firstTime ? BESIDE : MAIN;
    }

    /** Number of the record with this time; only where times count records. */
    int number(int time) {
      return time - firstTime;
    }
  }

  /** The oddity of the records. */
  public enum Kind {
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

  private static final double MISSING = 0.03;
  private static final double ZERO = 0.01;
  private static final int COUNTED_ROUNDS = 90;
  private static final int COUNTED_A_ROUND = 50;

  /** From here on times are counted, in seconds. */
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  public Workload(long seed, Kind kind) {
    this(seed, kind, Side.MAIN);
  }

  /**
   * One record.
   *
   * @param number counts the records of a source from 1
   * @param time in seconds from {@link #BEGINNING}; a function of the number, usually growing
   * @param values one for each feature; NaN if it is missing
   */
  record Row(long number, long time, String series, List<Double> values) {

    /** As a line of a file with {@link #header()}. */
    String csv() {
      String cells =
          values.stream()
              .map(value -> value.isNaN() ? "" : "" + value)
              .collect(Collectors.joining(","));
      return timestamp() + "," + series + "," + cells + "\n";
    }

    String timestamp() {
      return BEGINNING.plusSeconds(time).toString();
    }
  }

  /** First line of a file of the records. */
  String header() {
    return "timestamp,series," + String.join(",", side.features()) + "\n";
  }

  /**
   * Trainings and drift checks often enough for a short run. Records are late only where {@link
   * #LATENESS} is said as well.
   */
  public static final List<String> CONFIGURATION =
      List.of(
          "engine { train-after = 60, model-update-frequency = 100, refit-lag = 50 }",
          "engine.drift-check-frequency = 100",
          "incidents.quiet-records = 20");

  /** Half of what a record of a deep block is late by. */
  public static final String LATENESS = "defaults.data { allowed-lateness = 20s, max-skew = 1h }";

  Row row(long number) {
    if (kind == Kind.DISORDERED && number % TWICE == 0) {
      Row before = row(number - 1);
      return new Row(number, before.time, before.series, before.values);
    }
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    long round = Math.floorDiv(number, SERIES);
    int turn = Math.floorMod(number, SERIES);
    int kinds = kinds().size();
    int series =
        kind == Kind.POISONED ? turn : new SilencePlan(seed, SERIES, kinds).speaker(round, turn);
    SeriesKind judged = kinds().get(series % kinds);
    double spike = random.nextDouble() < SPIKE ? 9 : 0;
    double drift = series < DRIFTING && round / DRIFT_AFTER % 2 != 0 ? 3 : 0;
    String name =
        kind == Kind.FLOOD && number > FLOOD_AFTER
            ? "flood-" + number
            : judged.name() + "-" + (side.firstSeries + series);
    double flow = rounded(10 + random.nextGaussian() + spike + drift);
    double level = rounded(3 * random.nextGaussian());
    double first = isPoison(number) ? InjectedFaults.POISON : shaped(judged, flow, round, random);
    List<Double> values = List.of(first, level).subList(0, side.features().size());
    return new Row(number, side.firstTime + time(number), name, values);
  }

  /** As values of the kind of series come. */
  private static double shaped(
      SeriesKind judged, double value, long round, SplittableRandom random) {
    return switch (judged.values()) {
      case LEVEL -> value;
      case COUNTER -> value + COUNTED_A_ROUND * Math.floorMod(round, COUNTED_ROUNDS);
      case GAPPY -> {
        double chance = random.nextDouble();
        yield chance < MISSING ? Double.NaN : chance < MISSING + ZERO ? 0 : value;
      }
    };
  }

  /**
   * Failures are planted into a z-score, of which there are more among four; so many series fit.
   */
  private List<SeriesKind> kinds() {
    return switch (kind) {
      case STEADY, DISORDERED -> SeriesKind.ALL_KINDS;
      case POISONED, FLOOD -> SeriesKind.FOUR_KINDS;
    };
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
  public boolean isPoison(long number) {
    return kind == Kind.POISONED
        && number > 0
        && number % SERIES % kinds().size() == 0
        && POISONED_ROUNDS.contains((int) (number / SERIES));
  }

  /** With so many records in a row, of whatever kind, there was silence, and it ended. */
  public static int silentWithin() {
    return SilencePlan.ROUNDS * SERIES;
  }

  /** The number behind which nothing is poisoned. */
  public static long poisonedUpTo() {
    return (POISONED_ROUNDS.getLast() + 1L) * SERIES;
  }

  /** The times of the records. */
  public BitSet times(BitSet numbers) {
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
