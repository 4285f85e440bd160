package dev.weir.detectors.auto;

import dev.weir.detectors.Rows;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;

/** Expects what came lately: an exponentially weighted mean of about the last 33 values. */
final class Smoothed extends Expectation {

  private static final double GAIN = 0.03;

  private boolean known;
  private double mean;

  @Override
  View view() {
    return View.LATELY;
  }

  @Override
  boolean isKnown(long time) {
    return known;
  }

  @Override
  double expected(long time) {
    return mean;
  }

  @Override
  void follow(double value, long time) {
    mean = known ? mean + GAIN * (value - mean) : value;
    known = true;
  }

  /**
   * Forgets all, then follows the values that are kept.
   *
   * @param except how many of the last ones are left out
   */
  void followAgain(Recent recent, int except) {
    known = false;
    for (int ago = recent.size(); ago > except; ago--) {
      follow(recent.usual(ago), Rows.NO_TIME);
    }
  }

  @Override
  void move(double by) {
    mean += by;
  }

  @Override
  void drift(double value, long time) {
    follow(value, time);
  }

  @Override
  void write(StateWriter out) {
    super.write(out);
    out.putByte(known ? 1 : 0).putDouble(mean);
  }

  @Override
  void read(StateReader in) {
    super.read(in);
    readOwn(in);
  }

  @Override
  void readBefore(StateReader in) {
    super.readBefore(in);
    readOwn(in);
  }

  private void readOwn(StateReader in) {
    known = in.getByte() == 1;
    mean = in.getDouble();
  }
}
