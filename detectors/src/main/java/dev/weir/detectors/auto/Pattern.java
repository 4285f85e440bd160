package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * How new the course of the last 48 values is: conformal novelty of windows, of the values as they
 * are and of their shape alone.
 */
final class Pattern {

  /*
   * Every 6 records make a block; its value is its min or its max, whichever is further from the
   * middle m = (m before + mean of the block) / 2. A window is 8 blocks. The distance of two
   * windows is the mean |difference| of their blocks, for shapes after taking away each window's
   * mean. A window's novelty is its distance to the nearest of the last 800, or fewer. Each stored
   * window keeps its own nearest distance, which every newcomer lowers where it is closer: so what
   * it is compared with is always "as novel as the others are, seen with today's memory".
   *
   * p = (c + 1/2) / (n + 1) if c >= 3 stored windows were as novel; else the tail by Hill's
   * estimate over the k = max(10, n / 20) most novel, on log((d + f) / (u + f)) with f = 3 % of the
   * spread of distances, which keeps the fit from taking a tiny u for a heavy tail. A block is
   * judged with its last record only, so p per record is p / 6.
   *
   * Blocks are floats counted from an origin near them, so that a large offset costs no digits.
   *
   * Source of the idea: R. Laxhammar, G. Falkman, Conformal prediction for distribution-independent
   * anomaly detection in streaming vessel data, 2010.
   */

  static final int BLOCK = 6;

  private static final int BLOCKS = 8;
  private static final int SLACK = 9;
  private static final int FEWEST = 40;

  private static final int EMPIRICAL = 3;
  private static final int TAIL_WINDOWS = 10;
  private static final double TAIL_SHARE = 0.05;
  private static final double SHORTEST_TAIL = 0.2;
  private static final double FLOOR = 0.03;
  private static final double LARGEST = 1e30;

  private final int most;
  private final int kept;
  private final float[] blocks;
  private final float[] nearest;
  private final float[] nearestShape;
  private int size;
  private double origin;
  private double middle;
  private int records;
  private double sum;
  private double min;
  private double max;

  /** Compares with the last so many windows; with none it says nothing. */
  Pattern(int windows) {
    most = windows;
    kept = windows + BLOCKS - 1;
    blocks = new float[windows == 0 ? 0 : kept + SLACK];
    nearest = new float[blocks.length];
    nearestShape = new float[blocks.length];
  }

  /** Whether the record that comes next completes a block that can be judged. */
  boolean isDue() {
    return records == BLOCK - 1 && windows() >= FEWEST;
  }

  /** How rare a course as new as the one that ends with the value is, per record. */
  double tail(double value) {
    blocks[size] = block(value);
    return tail(distance(), nearest);
  }

  /** The tail of its shape. */
  double shapeTail(double value) {
    blocks[size] = block(value);
    return tail(shapeDistance(), nearestShape);
  }

  void learn(double value) {
    if (most == 0) {
      return;
    }
    if (records < BLOCK - 1) {
      min = records == 0 ? value : Math.min(min, value);
      max = records == 0 ? value : Math.max(max, value);
      sum = records == 0 ? value : sum + value;
      records++;
      return;
    }
    if (size == 0) {
      origin = (sum + value) / BLOCK;
    }
    float block = block(value);
    middle = middle(value);
    records = 0;
    blocks[size] = block;
    if (size >= BLOCKS - 1) {
      nearest[size] = distance();
      nearestShape[size] = shapeDistance();
      lower();
      lowerShape();
    }
    size++;
    if (size == blocks.length) {
      moveDown();
    }
  }

  private int windows() {
    return Math.min(most, Math.max(0, size - BLOCKS + 1));
  }

  /** Where the first stored window ends. */
  private int first() {
    return size - windows();
  }

  private double middle(double value) {
    double mean = (sum + value) / BLOCK;
    return size == 0 ? mean : (middle + mean) / 2;
  }

  private float block(double value) {
    double now = middle(value);
    double high = Math.max(max, value);
    double low = Math.min(min, value);
    double far = high - now >= now - low ? high : low;
    return (float) Math.clamp(far - origin, -LARGEST, LARGEST);
  }

  /** The distance of the window that ends at {@code size} to the nearest stored one. */
  private float distance() {
    float[] v = blocks;
    int e = size;
    float best = Float.MAX_VALUE;
    for (int j = first(); j < e; j++) {
      best = Math.min(best, distance(v, j, e));
    }
    return best;
  }

  private void lower() {
    float[] v = blocks;
    int e = size;
    for (int j = first(); j < e; j++) {
      nearest[j] = Math.min(nearest[j], distance(v, j, e));
    }
  }

  private float shapeDistance() {
    float[] v = blocks;
    int e = size;
    float mean = mean(v, e);
    float best = Float.MAX_VALUE;
    for (int j = first(); j < e; j++) {
      best = Math.min(best, shapeDistance(v, j, e, mean(v, j) - mean));
    }
    return best;
  }

  private void lowerShape() {
    float[] v = blocks;
    int e = size;
    float mean = mean(v, e);
    for (int j = first(); j < e; j++) {
      float distance = shapeDistance(v, j, e, mean(v, j) - mean);
      nearestShape[j] = Math.min(nearestShape[j], distance);
    }
  }

  /** Written out, so that the compiler takes many windows at once. */
  private static float distance(float[] v, int j, int e) {
    return (Math.abs(v[j] - v[e])
            + Math.abs(v[j - 1] - v[e - 1])
            + Math.abs(v[j - 2] - v[e - 2])
            + Math.abs(v[j - 3] - v[e - 3])
            + Math.abs(v[j - 4] - v[e - 4])
            + Math.abs(v[j - 5] - v[e - 5])
            + Math.abs(v[j - 6] - v[e - 6])
            + Math.abs(v[j - 7] - v[e - 7]))
        / BLOCKS;
  }

  private static float shapeDistance(float[] v, int j, int e, float offset) {
    return (Math.abs(v[j] - v[e] - offset)
            + Math.abs(v[j - 1] - v[e - 1] - offset)
            + Math.abs(v[j - 2] - v[e - 2] - offset)
            + Math.abs(v[j - 3] - v[e - 3] - offset)
            + Math.abs(v[j - 4] - v[e - 4] - offset)
            + Math.abs(v[j - 5] - v[e - 5] - offset)
            + Math.abs(v[j - 6] - v[e - 6] - offset)
            + Math.abs(v[j - 7] - v[e - 7] - offset))
        / BLOCKS;
  }

  private static float mean(float[] v, int e) {
    return (v[e] + v[e - 1] + v[e - 2] + v[e - 3] + v[e - 4] + v[e - 5] + v[e - 6] + v[e - 7])
        / BLOCKS;
  }

  private double tail(float distance, float[] known) {
    int from = first();
    int windows = windows();
    int above = 0;
    for (int j = from; j < size; j++) {
      above += known[j] >= distance ? 1 : 0;
    }
    double p =
        above >= EMPIRICAL ? (above + 0.5) / (windows + 1) : fitted(distance, known, from, windows);
    return Math.clamp(p / BLOCK, Double.MIN_NORMAL, 1);
  }

  /** The extreme-value tail. Rare, and so the one place that takes memory. */
  private static double fitted(float distance, float[] known, int from, int windows) {
    float[] sorted = Arrays.copyOfRange(known, from, from + windows);
    Arrays.sort(sorted);
    int last = windows - 1;
    double spread = (double) sorted[(int) (0.99 * last)] - sorted[(int) (0.01 * last)];
    double floor = FLOOR * (spread > 0 ? spread : sorted[last]) + Float.MIN_NORMAL;
    int tail = Math.max(TAIL_WINDOWS, (int) (TAIL_SHARE * windows));
    double edge = sorted[last - tail] + floor;
    double excess = 0;
    for (int i = windows - tail; i < windows; i++) {
      excess += StrictMath.log((sorted[i] + floor) / edge);
    }
    double fall =
        StrictMath.log((distance + floor) / edge) / Math.max(SHORTEST_TAIL, excess / tail);
    return (tail + 0.5) / (windows + 1) * StrictMath.exp(-fall);
  }

  /** Makes room, and puts the origin near the last blocks. */
  private void moveDown() {
    int from = size - kept;
    float[] last = Arrays.copyOfRange(blocks, size - BLOCKS, size);
    Arrays.sort(last);
    float shift = last[BLOCKS / 2];
    for (int i = 0; i < kept; i++) {
      blocks[i] = blocks[from + i] - shift;
    }
    System.arraycopy(nearest, from, nearest, 0, kept);
    System.arraycopy(nearestShape, from, nearestShape, 0, kept);
    origin += shift;
    size = kept;
  }

  void write(StateWriter out) {
    int known = Math.min(size, kept);
    out.putDouble(origin).putDouble(middle).putInt(records);
    out.putDouble(sum).putDouble(min).putDouble(max).putInt(size);
    out.putFloats(blocks, size - known, known);
    out.putFloats(nearest, size - known, known);
    out.putFloats(nearestShape, size - known, known);
  }

  void read(StateReader in) {
    origin = in.getDouble();
    middle = in.getDouble();
    records = in.getInt(0, BLOCK - 1);
    sum = in.getDouble();
    min = in.getDouble();
    max = in.getDouble();
    size = in.getInt(0, Math.max(0, blocks.length - 1));
    int known = Math.min(size, kept);
    in.getFloats(blocks, size - known, known);
    in.getFloats(nearest, size - known, known);
    in.getFloats(nearestShape, size - known, known);
  }
}
