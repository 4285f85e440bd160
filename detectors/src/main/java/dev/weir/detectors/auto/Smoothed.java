package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** Expects what came lately: an exponentially weighted mean of about the last 33 values. */
final class Smoothed {

  private static final double GAIN = 0.03;

  private boolean known;
  private double mean;

  boolean isKnown() {
    return known;
  }

  double expected() {
    return mean;
  }

  void learn(double value) {
    mean = known ? mean + GAIN * (value - mean) : value;
    known = true;
  }

  void write(StateWriter out) {
    out.putByte(known ? 1 : 0).putDouble(mean);
  }

  void read(StateReader in) {
    known = in.getByte() == 1;
    mean = in.getDouble();
  }
}
