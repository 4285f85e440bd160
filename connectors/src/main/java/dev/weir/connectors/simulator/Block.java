package dev.weir.connectors.simulator;

import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.detectors.SplitMix64;
import java.util.SplittableRandom;

/**
 * A thousand records in a row, made from the seed and the number of the block alone, so that any
 * place of the stream can be made without what is before it.
 */
final class Block {

  /** Records of a block. */
  static final int SIZE = 1024;

  private static final double SHIFT = 5;
  private static final double WIDEST = 8;
  private static final double NARROWEST = 3;
  private static final double OUTERMOST = 10;

  private final SimulatorSettings settings;
  private final Anomaly[] kinds;
  private final double[] season;
  private final double[] values;
  private final boolean[] anomalous = new boolean[SIZE];
  private long number = -1;

  Block(SimulatorSettings settings) {
    this.settings = settings;
    this.kinds = settings.kinds().stream().sorted().toArray(Anomaly[]::new);
    this.values = new double[SIZE * settings.features()];
    this.season = new double[settings.season().period()];
    for (int i = 0; i < season.length; i++) {
      season[i] = settings.season().amplitude() * StrictMath.sin(2 * Math.PI * i / season.length);
    }
  }

  /** Makes this the block that the record belongs to. */
  void moveTo(long record) {
    if (record / SIZE != number) {
      number = record / SIZE;
      make();
    }
  }

  /** The records' values one after the other; the record's begin at {@code at(record)}. */
  double[] values() {
    return values;
  }

  int at(long record) {
    return (int) (record % SIZE) * settings.features();
  }

  boolean isAnomalous(long record) {
    return anomalous[(int) (record % SIZE)];
  }

  private void make() {
    SplittableRandom random = new SplittableRandom(SplitMix64.seedOf(settings.seed(), number));
    long turn = number * SIZE / settings.series();
    long series = number * SIZE % settings.series();
    for (int i = 0; i < SIZE; i++) {
      anomalous[i] = random.nextDouble() < settings.anomalyRate();
      int at = i * settings.features();
      if (settings.pattern() == Pattern.RANGES) {
        values[at] = range(random, anomalous[i]);
      } else if (anomalous[i]) {
        anomaly(random, at);
      } else {
        normal(random, at, 1, 0);
      }
      change(series, turn, at);
      if (++series == settings.series()) {
        series = 0;
        turn++;
      }
    }
  }

  private static double range(SplittableRandom random, boolean anomaly) {
    if (!anomaly) {
      return 90 + 20 * random.nextDouble();
    }
    return random.nextBoolean() ? 40 + 20 * random.nextDouble() : 140 + 40 * random.nextDouble();
  }

  private void anomaly(SplittableRandom random, int at) {
    switch (kinds[random.nextInt(kinds.length)]) {
      case SHIFT -> normal(random, at, 1, random.nextBoolean() ? SHIFT : -SHIFT);
      case SCALE -> normal(random, at, NARROWEST + (WIDEST - NARROWEST) * random.nextDouble(), 0);
      case OUTLIER -> {
        for (int i = 0; i < settings.features(); i++) {
          values[at + i] = OUTERMOST * (2 * random.nextDouble() - 1);
        }
      }
    }
  }

  private void normal(SplittableRandom random, int at, double scale, double shift) {
    for (int i = 0; i < settings.features(); i++) {
      values[at + i] = shift + scale * random.nextGaussian();
    }
  }

  /** Drift, season and missing stretches: functions of the record's number in its series. */
  private void change(long series, long turn, int at) {
    double moved = drift(turn) + (season.length == 0 ? 0 : season[(int) (turn % season.length)]);
    boolean gone = isMissing(series, turn);
    for (int i = 0; i < settings.features(); i++) {
      values[at + i] = gone ? Double.NaN : values[at + i] + moved;
    }
  }

  private double drift(long turn) {
    SimulatorSettings.Drift drift = settings.drift();
    if (drift.after() == 0 || turn < drift.after()) {
      return 0;
    }
    return drift.size() * Math.min(1, (turn - drift.after() + 1.0) / drift.over());
  }

  private boolean isMissing(long series, long turn) {
    SimulatorSettings.Missing missing = settings.missing();
    if (missing.rate() == 0) {
      return false;
    }
    long stretch = turn / missing.length();
    long seed = SplitMix64.seedOf(SplitMix64.seedOf(settings.seed(), -1 - series), stretch);
    return new SplitMix64(seed).nextDouble() < missing.rate();
  }
}
