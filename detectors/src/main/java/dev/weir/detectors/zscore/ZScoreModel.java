package dev.weir.detectors.zscore;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** The state of {@link ZScore} for one series. */
final class ZScoreModel extends DeviationModel {

  /*
   * Per feature the state holds origin, sum and sum of squares of (value - origin), then the ring
   * of values. The sums slide: one value in, one out. Sliding sums drift, so each time the ring has
   * gone round they are recomputed, with the mean of the ring as the new origin: n additions
   * every n records, and no error older than one window. Deviations from an origin near the values
   * keep their digits whatever the offset.
   */

  /** Numbers in front of each ring. */
  static final int SUMS = 3;

  private static final int VERSION = 1;
  private static final int ORIGIN = 0;
  private static final int SUM = 1;
  private static final int SQUARES = 2;

  private final ZScore detector;
  private final double[] state;
  private int filled;
  private int next;
  private int streak;
  private long learnt;

  ZScoreModel(ZScore detector, int features) {
    super(features, detector.threshold(), detector.window(), detector.warmUp());
    this.detector = detector;
    this.state = new double[features * stride()];
  }

  ZScoreModel(ZScore detector, int features, ModelState saved) {
    this(detector, features);
    StateReader in = saved.read(ZScore.NAME, VERSION);
    in.getInt(features, features);
    in.getInt(detector.window(), detector.window());
    learnt = in.getLong();
    filled = in.getInt(0, detector.window());
    next = in.getInt(0, detector.window() - 1);
    streak = in.getInt(0, detector.window());
    in.getDoubles(state, 0, state.length);
    in.expectEnd();
  }

  @Override
  public ModelState state() {
    StateWriter out = new StateWriter(32 + 8 * state.length);
    out.putInt(features).putInt(detector.window()).putLong(learnt);
    out.putInt(filled).putInt(next).putInt(streak).putDoubles(state, 0, state.length);
    return new ModelState(ZScore.NAME, VERSION, out.written());
  }

  @Override
  public long pointsLearned() {
    return learnt;
  }

  @Override
  public double prefetch() {
    return state[SUM] + state[SUMS + next];
  }

  @Override
  int filled() {
    return filled;
  }

  @Override
  double centre(int feature) {
    int base = feature * stride();
    return state[base + ORIGIN] + state[base + SUM] / filled;
  }

  @Override
  double spreadOf(int feature, double mean) {
    int base = feature * stride();
    double sum = state[base + SUM];
    double variance = (state[base + SQUARES] - sum * sum / filled) / filled;
    return Math.sqrt(Math.max(0, variance));
  }

  @Override
  void absorb(double[] values, int at, double raw, boolean complete) {
    boolean beyond = raw >= threshold;
    boolean clip = beyond && streak < detector.warmUp();
    streak = beyond ? Math.min(streak + 1, detector.window()) : 0;
    for (int feature = 0; feature < features; feature++) {
      double value = values[at + feature];
      if (!Double.isNaN(value)) {
        put(feature, clip ? clipped(feature, value) : value);
      }
    }
    filled = Math.min(filled + 1, detector.window());
    next = next + 1 == detector.window() ? 0 : next + 1;
    learnt += complete ? 1 : 0;
    if (next == 0) {
      for (int feature = 0; feature < features; feature++) {
        addUp(feature);
      }
    }
  }

  private double clipped(int feature, double value) {
    double mean = centre(feature);
    double reach = threshold * spread(feature, mean);
    return Math.max(mean - reach, Math.min(mean + reach, value));
  }

  private void put(int feature, double value) {
    int base = feature * stride();
    if (learnt == 0) {
      state[base + ORIGIN] = value;
    }
    int place = base + SUMS + next;
    double in = value - state[base + ORIGIN];
    state[base + SUM] += in;
    state[base + SQUARES] += in * in;
    if (filled == detector.window()) {
      double out = state[place] - state[base + ORIGIN];
      state[base + SUM] -= out;
      state[base + SQUARES] -= out * out;
    }
    state[place] = value;
  }

  /** Recomputes the sums of the full ring, around its mean. */
  private void addUp(int feature) {
    int base = feature * stride();
    int ring = base + SUMS;
    double first = state[ring];
    double offset = 0;
    for (int i = 1; i < detector.window(); i++) {
      offset += state[ring + i] - first;
    }
    double origin = first + offset / detector.window();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < detector.window(); i++) {
      double deviation = state[ring + i] - origin;
      sum += deviation;
      squares += deviation * deviation;
    }
    state[base + ORIGIN] = origin;
    state[base + SUM] = sum;
    state[base + SQUARES] = squares;
  }

  private int stride() {
    return SUMS + detector.window();
  }
}
