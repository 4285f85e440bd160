package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import org.jspecify.annotations.Nullable;

/** All that expects a value in a series. */
final class Expectations {

  private final Smoothed lately = new Smoothed();

  /** In the order in which version 3 of the state holds them. */
  private final Expectation[] slow;

  /** Empty or one; looked at last. */
  private final Predicted[] fast;

  private static final double LEAST_TAIL = 1e-60;

  private final Expectation[] all;

  /** Of the value judged last. */
  private double rarity;

  /**
   * Expectations over the usual values of {@code recent}, which lie apart as {@code cadence} says.
   *
   * @param isLong whether hours of the week are distinguished and values predicted from the last
   *     four
   */
  Expectations(Recent recent, Cadence cadence, boolean isLong) {
    Expectation day = new Calendar(Calendar.DAY);
    slow =
        isLong
            ? new Expectation[] {lately, day, new Calendar(Calendar.WEEK)}
            : new Expectation[] {lately, day};
    fast = isLong ? new Predicted[] {new Predicted(recent, cadence)} : new Predicted[0];
    all = new Expectation[slow.length + fast.length];
    System.arraycopy(slow, 0, all, 0, slow.length);
    System.arraycopy(fast, 0, all, slow.length, fast.length);
  }

  /** A forecaster that chooses from all of them. */
  Forecaster forecaster(Recent recent, @Nullable Habits habits) {
    return new Forecaster(recent, habits, all);
  }

  /** Begins with the middle and the spread of the first values. */
  void begin(double middle, double spread) {
    for (Predicted predicted : fast) {
      predicted.begin(middle, spread);
    }
  }

  /** Corrects what is expected lately; see {@link Smoothed#followAgain}. */
  void followAgain(Recent recent, int except) {
    lately.followAgain(recent, except);
  }

  /** The one that finds the value rarest. */
  Expectation rarest(double value, long time) {
    Expectation rarest = lately;
    double least = lately.tail(value, time);
    double product = Math.max(least, LEAST_TAIL);
    int known = 1;
    for (int i = 1; i < all.length; i++) {
      if (all[i].isKnown(time)) {
        double tail = all[i].tail(value, time);
        product *= Math.max(tail, LEAST_TAIL);
        known++;
        if (tail < least) {
          rarest = all[i];
          least = tail;
        }
      }
    }
    rarity = -StrictMath.log10(product) / known;
    return rarest;
  }

  /** The mean of -log10 of the tails that the expectations gave the value judged last. */
  double rarity() {
    return rarity;
  }

  /** How rare the value is in the eyes of the one that finds it rarest, in (0, 1]. */
  double tail(double value, long time) {
    return rarest(value, time).tail(value, time);
  }

  /** Whether the value is far off in the eyes of the one that finds it rarest. */
  boolean isFar(double value, long time) {
    return rarest(value, time).isFar(value, time);
  }

  /** The value that the most accurate slow expectation of late expects. */
  double usual(long time) {
    Expectation best = lately;
    for (Expectation expectation : slow) {
      if (expectation.isKnown(time) && expectation.error() < best.error()) {
        best = expectation;
      }
    }
    return best.expected(time);
  }

  void learn(double value, long time) {
    for (Expectation expectation : all) {
      expectation.learn(value, time);
    }
  }

  /** Takes note of a value of an event; see {@link Expectation#pass}. */
  void pass(double value, double instead, long time, double share) {
    for (Expectation expectation : all) {
      expectation.pass(value, instead, time, share);
    }
  }

  /** Moves all to a new normal. */
  void move(double by) {
    for (Expectation expectation : all) {
      expectation.move(by);
    }
  }

  void write(StateWriter out) {
    for (Expectation expectation : all) {
      expectation.write(out);
    }
  }

  void read(StateReader in) {
    for (Expectation expectation : all) {
      expectation.read(in);
    }
  }

  /** Reads what version 3 of the state holds. */
  void readBefore(StateReader in) {
    for (Expectation expectation : slow) {
      expectation.readBefore(in);
    }
  }
}
