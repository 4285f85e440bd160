package dev.weir.detectors.calibration;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.Arrays;

/**
 * How rare a deviation is in its own series: the probability that a record deviates at least so
 * much, learnt from the deviations so far. One side only; what does not deviate is 0 or less.
 * Mutable, one owner, no allocation after construction.
 *
 * <p>Good at any distribution and any unit, at discrete and at constant deviations, at heavy tails.
 * Bad at telling apart what lies more than 16 octaves apart, and blind to order in time: it expects
 * that deviations come as they came.
 *
 * <p>Cost: about 40 ns a judgement and 10 ns to learn. Memory: 600 bytes.
 */
public final class TailCalibrator {

  /*
   * A histogram over log2(x), 8 bins an octave, 128 bins: 16 octaves. N counts all records, also
   * those that did not deviate. With c the number above x, found bin by bin and linear inside a bin:
   *
   *   c >= 3:  p = (c + 1/2) / (N + 1), the empirical tail.
   *   else:    p0 = (n_u + 1/2) / (N + 1) * exp(-(log2 x - log2 u) / H), the extreme-value tail:
   *            deviations above an edge u that n_u >= max(7.5, N / 50) of them reach fall off as a
   *            power of x, whose exponent is Hill's estimate, H >= 0.2 octaves;
   *            p = max(min(p0, 4 (c + 1/2) / (N + 1), 3.5 / (N + 1)), c / (N + 1)).
   *
   * The last line says that what has happened c times cannot be rarer than c / N, and that what
   * never happened is not common either, whatever the fit says.
   *
   * The first deviation is put 4 octaves above the bottom. What lies below the bins counts as in the
   * lowest, which matters to nothing above. For what lies above, the bins move up as long as no more
   * than a quarter of the deviations end in the lowest; what is beyond even then is counted by itself:
   * distinguished from everything below, not from others of its kind. So the quarter that deviates least and
   * what deviates thousands of times more than the rest are known by number only. When half lies
   * below the bins and nearly nothing near their top, they move down.
   *
   * Forgetting: each record weighs 2^(1/half-life) times the one before it. The bin of a number comes
   * from its bits and no logarithm, so that state is the same on every machine.
   *
   * Sources: B. M. Hill, A simple general approach to inference about the tail of a distribution,
   * 1975; A. Siffer et al., Anomaly Detection in Streams with Extreme Value Theory, 2017, for the
   * use of such a tail on a stream.
   */

  /** After how many records one counts half: long enough for 1 in 10,000 to be met. */
  public static final int HALF_LIFE = 20_000;

  private static final int BINS = 128;
  private static final int OCTAVE = 8;
  private static final int SLIDE = 16;
  private static final int FIRST = 32;
  private static final double FEW = 0.25;
  private static final double MOST = 0.5;
  private static final double NEARLY_NONE = 0.001;

  private static final double EMPIRICAL = 3;
  private static final double TAIL_SHARE = 0.02;
  private static final double TAIL_RECORDS = 7.5;
  private static final double SHORTEST_TAIL = 0.2;
  private static final double NEVER_SEEN = 4;

  /** Above this weight of a record all weights are scaled down, exactly. */
  private static final double HEAVY = 0x1p20;

  /** Upper edges of the bins of the octave from 1 to 2; EDGES[0] is the lower edge of the first. */
  private static final double[] EDGES = new double[OCTAVE + 1];

  static {
    for (int i = 0; i <= OCTAVE; i++) {
      EDGES[i] = StrictMath.pow(2, i / (double) OCTAVE);
    }
  }

  private final double growth;
  private final float[] counts = new float[BINS];
  private int base;
  private int top = -1;
  private double weight = 1;
  private double total;
  private float beyond;

  /**
   * A calibrator that has seen nothing.
   *
   * @param halfLife after how many records one counts half, at least 100
   */
  public TailCalibrator(int halfLife) {
    if (halfLife < 100) {
      throw new IllegalArgumentException("halfLife must be at least 100, was " + halfLife);
    }
    growth = StrictMath.pow(2, 1.0 / halfLife);
  }

  /** How many records it knows, those half forgotten as halves. */
  public double records() {
    return total / weight;
  }

  /**
   * The probability that a record deviates at least so much, above 0; 1 for no deviation.
   *
   * @param deviation finite
   */
  public double tail(double deviation) {
    return deviation > 0 ? tailAt(place(deviation)) : 1;
  }

  /**
   * About the smallest deviation whose {@link #tail} is at most {@code tail}; 0 if none was ever
   * seen.
   *
   * @param tail in (0, 1)
   */
  public double reach(double tail) {
    return top < 0 ? 0 : StrictMath.pow(2, (base + placeOf(tail)) / OCTAVE);
  }

  /** The {@link #reach} of a tail, linear inside a bin as the counts are; does not allocate. */
  public double nearReach(double tail) {
    if (top < 0) {
      return 0;
    }
    double place = placeOf(tail);
    int below = (int) Math.floor(place);
    int bin = base + below;
    int within = Math.floorMod(bin, OCTAVE);
    double mantissa = EDGES[within] + (place - below) * (EDGES[within + 1] - EDGES[within]);
    return Math.scalb(mantissa, Math.floorDiv(bin, OCTAVE));
  }

  private double placeOf(double tail) {
    double low = 0;
    double high = top + 1;
    while (tailAt(high) > tail && high < BINS * OCTAVE) {
      high += OCTAVE;
    }
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (tailAt(middle) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Takes a record into account.
   *
   * @param deviation finite; 0 or less if it did not deviate to this side
   */
  public void learn(double deviation) {
    learn(deviation, 1);
  }

  /**
   * Takes a record into account whose deviation counts as a part of a record's.
   *
   * @param deviation finite; 0 or less if it did not deviate to this side
   * @param share in (0, 1]
   */
  public void learn(double deviation, double share) {
    total += weight;
    if (deviation > 0) {
      count(deviation, (float) (weight * share));
    }
    weight *= growth;
    if (weight >= HEAVY) {
      lighten();
    }
  }

  private void count(double deviation, float by) {
    int bin = bin(deviation);
    if (top < 0) {
      base = bin - FIRST;
    }
    if (bin - base >= BINS) {
      slideUp(bin - base - BINS + SLIDE);
      if (bin - base >= BINS) {
        beyond += by;
        return;
      }
      // Those that lay beyond before are taken for the like of this one.
      counts[bin - base] += beyond;
      beyond = 0;
    }
    int index = Math.max(0, bin - base);
    counts[index] += by;
    top = Math.max(top, index);
    if (bin < base
        && counts[0] > MOST * sum(0, BINS)
        && beyond + sum(BINS - SLIDE, BINS) <= NEARLY_NONE * total) {
      slideDown();
    }
  }

  private double tailAt(double place) {
    double above = above(place);
    double all = total / weight + 1;
    if (above >= EMPIRICAL) {
      return Math.min(1, (above + 0.5) / all);
    }
    double most = Math.min(NEVER_SEEN * (above + 0.5), EMPIRICAL + 0.5) / all;
    double p = Math.min(fitted(place, all), most);
    return Math.clamp(p, Math.max(above / all, Double.MIN_NORMAL), 1);
  }

  /** How many records deviated more; those beyond the bins always did. */
  private double above(double place) {
    int bin = (int) Math.clamp(Math.floor(place), -1, BINS);
    double sum = beyond;
    for (int i = top; i > bin; i--) {
      sum += counts[i];
    }
    if (bin >= 0 && bin < BINS) {
      sum += counts[bin] * (bin + 1 - place);
    }
    return sum / weight;
  }

  /** The extreme-value tail. */
  private double fitted(double place, double all) {
    double wanted = Math.max(TAIL_RECORDS, TAIL_SHARE * all) * weight;
    double sum = beyond;
    double moment = beyond * (double) BINS;
    int edge = BINS;
    for (int i = top; i >= 0 && sum < wanted; i--) {
      if (counts[i] > 0) {
        edge = i;
        sum += counts[i];
        moment += counts[i] * (i + 0.5);
      }
    }
    if (sum < TAIL_RECORDS * weight) {
      return 1;
    }
    double excess = (moment / sum - edge) / OCTAVE;
    double octaves = Math.max(0, place - edge) / OCTAVE;
    double fall = StrictMath.exp(-octaves / Math.max(SHORTEST_TAIL, excess));
    return (sum / weight + 0.5) / all * fall;
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Moves the bins up, as far as the lowest bin does not take too much. */
  private void slideUp(int wanted) {
    double room = FEW * (sum(0, BINS) + beyond) - counts[0];
    int bins = 0;
    while (bins < wanted && bins < BINS - 1 && room >= counts[bins + 1]) {
      bins++;
      room -= counts[bins];
    }
    if (bins == BINS - 1) {
      bins = wanted;
    }
    if (bins > 0) {
      int moved = Math.min(bins, BINS - 1);
      counts[0] = (float) sum(0, moved + 1);
      System.arraycopy(counts, moved + 1, counts, 1, BINS - moved - 1);
      Arrays.fill(counts, BINS - moved, BINS, 0);
      base += bins;
      findTop();
    }
  }

  private void slideDown() {
    beyond += (float) sum(BINS - SLIDE, BINS);
    System.arraycopy(counts, 1, counts, SLIDE + 1, BINS - SLIDE - 1);
    Arrays.fill(counts, 1, SLIDE + 1, 0);
    base -= SLIDE;
    findTop();
  }

  private void lighten() {
    weight /= HEAVY;
    total /= HEAVY;
    beyond /= (float) HEAVY;
    for (int i = 0; i < BINS; i++) {
      counts[i] /= (float) HEAVY;
    }
  }

  private void findTop() {
    top = BINS - 1;
    while (top >= 0 && counts[top] == 0) {
      top--;
    }
  }

  /** Where a deviation lies among the bins: bin number, and how far into the bin. */
  private double place(double deviation) {
    int bin = bin(deviation);
    int within = Math.floorMod(bin, OCTAVE);
    double part = (mantissa(deviation) - EDGES[within]) / (EDGES[within + 1] - EDGES[within]);
    return bin - base + part;
  }

  /** The number of the bin, counted from 1. */
  private static int bin(double deviation) {
    double mantissa = mantissa(deviation);
    int within = mantissa >= EDGES[4] ? 4 : 0;
    within += mantissa >= EDGES[within + 2] ? 2 : 0;
    within += mantissa >= EDGES[within + 1] ? 1 : 0;
    return OCTAVE * Math.max(Double.MIN_EXPONENT, Math.getExponent(deviation)) + within;
  }

  /** In [1, 2); a denormal number is as good as the smallest normal one. */
  private static double mantissa(double deviation) {
    long bits = Double.doubleToRawLongBits(Math.max(deviation, Double.MIN_NORMAL));
    return Double.longBitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
  }

  public void write(StateWriter out) {
    out.putInt(base).putDouble(weight).putDouble(total).putDouble(beyond);
    out.putFloats(counts, 0, BINS);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    base = in.getInt(OCTAVE * Double.MIN_EXPONENT - BINS * OCTAVE, OCTAVE * Double.MAX_EXPONENT);
    weight = in.getDouble();
    total = in.getDouble();
    beyond = (float) in.getDouble();
    if (!(weight >= 0x1p-30 && weight <= HEAVY && total >= 0)) {
      throw new StateMismatchException(
          "a calibrator holds %s records of weight %s".formatted(total, weight));
    }
    in.getFloats(counts, 0, BINS);
    findTop();
  }
}
