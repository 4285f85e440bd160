package dev.weir.connectors.simulator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The records that the simulator makes.
 *
 * @param count how many records, 0 for no end
 * @param series how many series, which take turns, at least 1
 * @param features values per record, at least 1; always 1 in the pattern of ranges
 * @param anomalyRate share of records that are anomalous, 0 to 1
 * @param seed equal seeds make equal records
 * @param kinds which anomalies there are; at least one
 * @param start event time of the first record
 * @param intervalNanos event time between two records of a series, at least 1
 */
public record SimulatorSettings(
    long count,
    int series,
    int features,
    double anomalyRate,
    long seed,
    Pattern pattern,
    Set<Anomaly> kinds,
    Drift drift,
    Season season,
    Missing missing,
    Instant start,
    long intervalNanos) {

  /** Names the pattern of normal records. */
  public enum Pattern {
    /** Independent standard normal features. */
    NORMAL,
    /** One feature between 90 and 110; anomalies between 40 and 60 and between 140 and 180. */
    RANGES
  }

  /** Names the form of anomalous records of the normal pattern. */
  public enum Anomaly {
    /** Every feature is moved by +5 or -5. */
    SHIFT,
    /** Every feature is 3 to 8 times as wide. */
    SCALE,
    /** Every feature is uniform between -10 and 10. */
    OUTLIER
  }

  /**
   * Says how normal changes.
   *
   * @param after record of each series at which it begins; 0 for never
   * @param size by how much each feature moves, in standard deviations
   * @param over records of the series it takes; 1 for a sudden change
   */
  public record Drift(long after, double size, long over) {
    /** It never changes. */
    public static final Drift NONE = new Drift(0, 0, 1);
  }

  /**
   * A sine that is added to every feature.
   *
   * @param period in records of the series, 0 for none
   */
  public record Season(int period, double amplitude) {
    public static final Season NONE = new Season(0, 0);
  }

  /**
   * Stretches of a series without values.
   *
   * @param rate share of the stretches of this length that are missing, 0 to 1
   * @param length in records of the series
   */
  public record Missing(double rate, int length) {
    public static final Missing NONE = new Missing(0, 1);
  }

  public SimulatorSettings {
    kinds = Set.copyOf(EnumSet.copyOf(kinds));
    require(count >= 0, "count must not be negative, was " + count);
    require(series >= 1, "series must be at least 1, was " + series);
    require(features >= 1, "features must be at least 1, was " + features);
    require(
        pattern == Pattern.NORMAL || features == 1,
        "the pattern of ranges has 1 feature, not " + features);
    require(
        anomalyRate >= 0 && anomalyRate <= 1, "anomaly-rate must be 0 to 1, was " + anomalyRate);
    require(
        missing.rate() >= 0 && missing.rate() <= 1 && missing.length() >= 1,
        "missing.rate must be 0 to 1, and missing.length at least 1");
    require(drift.after() >= 0 && drift.over() >= 1, "drift.over must be at least 1");
    require(season.period() >= 0, "season.period must not be negative");
    require(intervalNanos >= 1, "interval must be positive");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** One series of five normal features, 5 % anomalies of all kinds, no end. */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        0,
        1,
        5,
        0.05,
        42,
        Pattern.NORMAL,
        EnumSet.allOf(Anomaly.class),
        Drift.NONE,
        Season.NONE,
        Missing.NONE,
        Instant.parse("2026-01-01T00:00:00Z"),
        1_000_000_000L);
  }
}
