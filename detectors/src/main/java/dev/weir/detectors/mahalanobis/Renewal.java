package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * Watches whether anomalies have become the normal, and what that looks like. Mutable, one owner;
 * no allocation but for a new regime.
 */
final class Renewal {

  /** Share of the last records that must be anomalies. */
  static final double SHARE = 0.8;

  private static final int SAMPLES = 64;

  /** Renewals within so many windows of the one before are in direct succession to it. */
  private static final double SUCCESSION = 1.25;

  /** In such a succession the spread is believed to be wider from this renewal on. */
  private static final int WIDENS = 2;

  private final int window;
  private final int features;
  private final long[] anomalies;

  /** Standardised records of both copies, the oldest overwritten. */
  private final float[] samples;

  private int next;
  private int filled;
  private int count;
  private long since;
  private int succession;

  Renewal(int window, int features) {
    this.window = window;
    this.features = features;
    this.anomalies = new long[(window + 63) / 64];
    this.samples = new float[2 * SAMPLES * features];
    this.since = Long.MAX_VALUE / 2;
  }

  /** Takes a record into account; true if there is a new normal. */
  boolean learn(boolean anomaly, double[][] u) {
    int every = window / SAMPLES;
    if (next % every == 0) {
      int sample = Math.min(SAMPLES - 1, next / every);
      for (int copy = 0; copy < 2; copy++) {
        int at = (2 * sample + copy) * features;
        for (int j = 0; j < features; j++) {
          samples[at + j] = (float) u[copy][j];
        }
      }
    }
    long bit = 1L << (next & 63);
    int word = next >> 6;
    count -= filled == window && (anomalies[word] & bit) != 0 ? 1 : 0;
    anomalies[word] = anomaly ? anomalies[word] | bit : anomalies[word] & ~bit;
    count += anomaly ? 1 : 0;
    next = next + 1 == window ? 0 : next + 1;
    filled = Math.min(filled + 1, window);
    since++;
    return count >= SHARE * window;
  }

  /** Returns the new normal, and starts watching again. */
  Regime regime(Geometry[] copies) {
    succession = since <= SUCCESSION * window ? Math.min(succession + 1, WIDENS) : 0;
    double[][] middle = new double[2][features];
    double[] column = new double[SAMPLES];
    for (int copy = 0; copy < 2; copy++) {
      for (int j = 0; j < features; j++) {
        for (int sample = 0; sample < SAMPLES; sample++) {
          column[sample] = samples[(2 * sample + copy) * features + j];
        }
        Arrays.sort(column);
        middle[copy][j] = Geometry.quantile(column, 0.5);
      }
    }
    filled = 0;
    count = 0;
    since = 0;
    Regime regime = Regime.around(middle, copies);
    return succession < WIDENS ? regime : regime.widened(widths(regime, copies), copies);
  }

  /** How many times wider than the reference the samples are. */
  private double[] widths(Regime regime, Geometry[] copies) {
    double[] u = new double[features];
    double[] y = new double[features];
    LeftOut none = new LeftOut(features);
    double[][] measures = new double[4][SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int copy = 0; copy < 2; copy++) {
        for (int j = 0; j < features; j++) {
          u[j] = samples[(2 * sample + copy) * features + j];
        }
        copies[copy].rotate(u, y);
        measures[2 * copy][sample] = regime.first(copies, copy, u, none);
        measures[2 * copy + 1][sample] = regime.second(copies, copy, y, none);
      }
    }
    double[] widths = new double[4];
    for (int i = 0; i < 4; i++) {
      Arrays.sort(measures[i]);
      widths[i] = Math.max(1, Geometry.quantile(measures[i], 0.95) / copies[i / 2].usual(i % 2));
    }
    return widths;
  }

  void write(StateWriter out) {
    out.putInt(next).putInt(filled).putInt(count).putLong(since).putInt(succession);
    for (long word : anomalies) {
      out.putLong(word);
    }
    out.putFloats(samples, 0, samples.length);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    next = in.getInt(0, window - 1);
    filled = in.getInt(0, window);
    count = in.getInt(0, window);
    since = in.getLong();
    succession = in.getInt(0, WIDENS);
    for (int i = 0; i < anomalies.length; i++) {
      anomalies[i] = in.getLong();
    }
    in.getFloats(samples, 0, samples.length);
  }
}
