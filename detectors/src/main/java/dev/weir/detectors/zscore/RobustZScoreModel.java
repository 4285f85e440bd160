package dev.weir.detectors.zscore;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/** The state of {@link RobustZScore} for one series. */
final class RobustZScoreModel extends DeviationModel {

  /*
   * Per feature the state holds the ring of values in the order they came and the same values
   * sorted. The median is then two reads. The median absolute deviation is the middle of two sorted
   * runs, the deviations below the median and those above: a binary search finds how many come from
   * each.
   */

  private static final int VERSION = 1;

  /** Standard deviations per median absolute deviation, and per mean absolute deviation, N(0,1). */
  private static final double MEDIAN_DEVIATION = 1.4826;

  private static final double MEAN_DEVIATION = 1.2533;

  private final RobustZScore detector;
  private final double[] rings;
  private final double[] sorted;
  private int filled;
  private int next;
  private long learnt;

  RobustZScoreModel(RobustZScore detector, int features) {
    super(features, detector.threshold(), detector.window(), detector.warmUp());
    this.detector = detector;
    this.rings = new double[features * detector.window()];
    this.sorted = new double[features * detector.window()];
  }

  RobustZScoreModel(RobustZScore detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(RobustZScore.NAME, VERSION);
    in.getInt(features, features);
    in.getInt(detector.window(), detector.window());
    learnt = in.getLong();
    filled = in.getInt(0, detector.window());
    next = in.getInt(0, detector.window() - 1);
    in.getDoubles(rings, 0, rings.length);
    in.expectEnd();
    for (int feature = 0; feature < features; feature++) {
      int base = feature * detector.window();
      System.arraycopy(rings, base, sorted, base, filled);
      Arrays.sort(sorted, base, base + filled);
    }
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(32 + 8 * rings.length);
    out.putInt(features).putInt(detector.window()).putLong(learnt);
    out.putInt(filled).putInt(next).putDoubles(rings, 0, rings.length);
    return new ModelState(RobustZScore.NAME, VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return learnt;
  }

  @Override
  int filled() {
    return filled;
  }

  @Override
  double centre(int feature) {
    int base = feature * detector.window();
    int upper = base + filled / 2;
    return filled % 2 == 1 ? sorted[upper] : sorted[upper - 1] / 2 + sorted[upper] / 2;
  }

  @Override
  double spreadOf(int feature, double median) {
    double deviation = medianDeviation(feature * detector.window(), median);
    return deviation > 0
        ? MEDIAN_DEVIATION * deviation
        : MEAN_DEVIATION * meanDeviation(feature * detector.window(), median);
  }

  @Override
  void absorb(double[] values, int at, double raw, boolean complete) {
    for (int feature = 0; feature < features; feature++) {
      if (!Double.isNaN(values[at + feature])) {
        put(feature * detector.window(), values[at + feature]);
      }
    }
    filled = Math.min(filled + 1, detector.window());
    next = next + 1 == detector.window() ? 0 : next + 1;
    learnt += complete ? 1 : 0;
  }

  private void put(int base, double value) {
    int count = filled;
    int place = base + next;
    if (count == detector.window()) {
      int old = find(base, count, rings[place]);
      System.arraycopy(sorted, old + 1, sorted, old, base + count - old - 1);
      count--;
    }
    int into = find(base, count, value);
    System.arraycopy(sorted, into, sorted, into + 1, base + count - into);
    sorted[into] = value;
    rings[place] = value;
  }

  /** Index of the first sorted value not below {@code value}, by the order of {@code sort}. */
  private int find(int base, int count, double value) {
    int low = base;
    int high = base + count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The upper median of |value - median|. */
  private double medianDeviation(int base, double median) {
    int rank = filled / 2;
    int split = base + filled / 2;
    int below = filled / 2;
    int above = filled - below;
    // How many of the rank + 1 smallest deviations lie below the median: the fewest for which the
    // next one below is not smaller than the last one taken above.
    int low = Math.max(0, rank + 1 - above);
    int high = Math.min(below, rank + 1);
    while (low < high) {
      int taken = (low + high) >>> 1;
      double nextBelow = median - sorted[split - 1 - taken];
      double lastAbove = sorted[split + rank - taken] - median;
      if (nextBelow < lastAbove) {
        low = taken + 1;
      } else {
        high = taken;
      }
    }
    double lastBelow = low > 0 ? median - sorted[split - low] : 0;
    double lastAbove = low <= rank ? sorted[split + rank - low] - median : 0;
    return Math.max(lastBelow, lastAbove);
  }

  private double meanDeviation(int base, double median) {
    double sum = 0;
    for (int i = base; i < base + filled; i++) {
      sum += Math.abs(sorted[i] - median);
    }
    return sum / filled;
  }
}
