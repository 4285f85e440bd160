package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a source. Each record is a function of its number.
 *
 * @param prefix of the keys of its series
 * @param count of records
 * @param numbered whether times are record numbers
 * @param stepMillis event time between two records
 * @param anomalies share of the records that are far off
 * @param missing share of the records without a first value
 * @param odd share of the records with a value such as 0, 1e300 or the smallest double
 * @param late share of the records that are up to 300 steps late; a fifth of it is a day ahead
 * @param bad share of the records that cannot be decoded
 * @param driftEvery after so many records the level changes; 0 for never
 * @param halting whether series stop for spells
 * @param counting whether values only grow, and now and then begin at 0 again
 */
public record Shape(
    long seed,
    String prefix,
    int count,
    int series,
    int features,
    boolean numbered,
    long stepMillis,
    double anomalies,
    double missing,
    double odd,
    double late,
    double bad,
    int driftEvery,
    boolean halting,
    boolean counting) {

  /** Milliseconds since 1970 of the first record. */
  private static final long BEGINNING = 1_767_225_600_000L;

  private static final long DAY = 86_400_000;
  private static final int SPELL = 150;
  private static final int COUNTER_LIFE = 700;

  private static final List<Double> ODD =
      List.of(0.0, -0.0, 1e300, -1e300, Double.MIN_VALUE, 1e-300, 777_777.0, 1e15, 1e9, 0.1);

  static Shape draw(Draw draw, long seed, String prefix, int count, boolean simple) {
    int series = draw.oneOf(List.of(1, 1, 2, 3, 5, 9, 20));
    boolean numbered = draw.chance(0.15);
    return new Shape(
        seed,
        prefix,
        count,
        series,
        draw.oneOf(List.of(1, 1, 2, 2, 3, 5)),
        numbered,
        draw.oneOf(List.of(1_000L, 1_000L, 60_000L, 1L, 600_000L)),
        draw.oneOf(List.of(0.0, 0.005, 0.02, 0.1)),
        draw.chance(0.4) ? draw.between(0.001, 0.1) : 0,
        draw.chance(0.3) ? draw.between(0.001, 0.05) : 0,
        draw.chance(0.35) ? draw.between(0.005, 0.15) : 0,
        draw.chance(0.35) ? draw.between(0.002, 0.05) : 0,
        draw.chance(0.5) ? draw.between(150, 900) : 0,
        !simple && draw.chance(0.4),
        draw.chance(0.15));
  }

  public Row row(long number) {
    Draw draw = Draw.of(seed, number);
    int drawn = series > 1 && draw.chance(0.4) ? 0 : draw.between(0, series - 1);
    int which = halting && drawn % 3 != 0 && (number / SPELL + drawn) % 4 == 0 ? 0 : drawn;
    boolean anomalous = draw.chance(anomalies);
    boolean isMissing = draw.chance(missing);
    boolean isOdd = draw.chance(odd);
    double oddValue = draw.oneOf(ODD);
    long behind = draw.chance(late) ? draw.between(1, 300) : 0;
    boolean ahead = draw.chance(late / 5);
    boolean isBad = draw.chance(bad);
    double shift = driftEvery > 0 && number / driftEvery % 2 != 0 ? 3 : 0;
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      double level = 10.0 * which + shift + draw.normal() + (anomalous ? 8 : 0);
      double counted = 5 * (number % COUNTER_LIFE) + level;
      values.add(Math.round((counting ? counted : level) * 1e4) / 1e4);
    }
    if (isOdd) {
      values.set(features - 1, oddValue);
    }
    if (isMissing) {
      values.set(0, Double.NaN);
    }
    return new Row(number, prefix + which, time(number - behind, ahead), values, anomalous, isBad);
  }

  private long time(long step, boolean ahead) {
    return numbered
        ? step + 1_000 + (ahead ? 500 : 0)
        : BEGINNING + step * stepMillis + (ahead ? DAY : 0);
  }

  Shape withCount(int records) {
    return new Shape(
        seed,
        prefix,
        records,
        series,
        features,
        numbered,
        stepMillis,
        anomalies,
        missing,
        odd,
        late,
        bad,
        driftEvery,
        halting,
        counting);
  }

  Shape withSeries(int keys) {
    return new Shape(
        seed,
        prefix,
        count,
        keys,
        features,
        numbered,
        stepMillis,
        anomalies,
        missing,
        odd,
        late,
        bad,
        driftEvery,
        halting,
        counting);
  }

  Shape withFeatures(int columns) {
    return new Shape(
        seed,
        prefix,
        count,
        series,
        columns,
        numbered,
        stepMillis,
        anomalies,
        missing,
        odd,
        late,
        bad,
        driftEvery,
        halting,
        counting);
  }

  /** Without any of what makes records unusual. */
  Shape plain() {
    return new Shape(
        seed,
        prefix,
        count,
        series,
        features,
        false,
        1_000,
        anomalies,
        0,
        0,
        0,
        0,
        driftEvery,
        false,
        false);
  }
}
