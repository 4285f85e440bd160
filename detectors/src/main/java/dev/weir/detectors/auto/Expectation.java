package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;
import dev.weir.detectors.calibration.TailCalibrator;
import dev.weir.detectors.calibration.TwoSidedCalibrator;

/**
 * Something that expects a value, and knows how far values usually are off. What is off 8 times as
 * far as the 100th farthest does not move it further than that: one absurd value changes nothing,
 * and a new normal that {@link Event} lets in is followed once it makes up 1 % of what is
 * remembered.
 */
abstract class Expectation {

  private static final double RARE = 0.01;
  private static final double FARTHEST = 8;
  private static final double FAR = 2.5;
  private static final double CREEP = 0.25;
  private static final double ERROR_GAIN = 0.02;

  private final TwoSidedCalibrator off = new TwoSidedCalibrator(TailCalibrator.HALF_LIFE);

  private double error;

  /** The property of a record that it expects. */
  abstract View view();

  /** Whether a value is expected at that time. */
  abstract boolean isKnown(long time);

  /** The value expected. */
  abstract double expected(long time);

  /** Takes a value into what is expected. */
  abstract void follow(double value, long time);

  /** How rare it is that a value is so far off; 1 if none is expected. */
  final double tail(double value, long time) {
    return isKnown(time) ? off.tail(deviation(value, time)) : 1;
  }

  /** Learns how far off the value is, then follows it, but no further than {@link #FARTHEST}. */
  final void learn(double value, long time) {
    double followed = value;
    if (isKnown(time)) {
      double deviation = deviation(value, time);
      if (off.tail(deviation) < RARE) {
        double farthest = FARTHEST * (deviation > 0 ? off.reachUp(RARE) : off.reachDown(RARE));
        if (Math.abs(deviation) > farthest) {
          followed = expected(time) + Math.copySign(farthest, deviation);
        }
      }
      off.learn(deviation);
      error += ERROR_GAIN * (Math.abs(deviation) - error);
    }
    follow(followed, time);
  }

  /** Whether a value is {@value #FAR} times as far off as one record in a hundred. */
  final boolean isFar(double value, long time) {
    double deviation = deviation(value, time);
    double reach = deviation > 0 ? off.reachUp(RARE) : off.reachDown(RARE);
    return Math.abs(deviation) > FAR * reach;
  }

  /** The value down to which a tail is at least so large. */
  final double low(long time, double tail) {
    return expected(time) - off.reachDown(tail);
  }

  /** The value up to which a tail is at least so large. */
  final double high(long time, double tail) {
    return expected(time) + off.reachUp(tail);
  }

  /**
   * Takes note of a value of an event: it counts as a part of one, if at all, and moves what is
   * expected by next to nothing.
   *
   * @param share in [0, 1]; 0 if it does not count
   */
  final void pass(double value, double instead, long time, double share) {
    if (!isKnown(time)) {
      return;
    }
    double deviation = deviation(value, time);
    double reach = deviation > 0 ? off.reachUp(RARE) : off.reachDown(RARE);
    double farthest = Math.min(CREEP * reach, 4 * error);
    drift(instead + Math.clamp(deviation, -farthest, farthest), time);
    if (share > 0) {
      off.learn(deviation, share);
    }
  }

  /** Follows a series through an event, where what is expected depends on the last values. */
  void drift(double value, long time) {}

  /** Takes values that lie so much higher for the new normal. */
  abstract void move(double by);

  /** Mean absolute error lately; 0 as long as nothing was expected. */
  final double error() {
    return error;
  }

  private double deviation(double value, long time) {
    return Recent.unlessRounding(value - expected(time), value);
  }

  void write(StateWriter out) {
    off.write(out);
    out.putDouble(error);
  }

  void read(StateReader in) {
    off.read(in);
    error = in.getDouble();
  }

  /** Reads what version 3 of the state holds. */
  void readBefore(StateReader in) {
    off.read(in);
  }
}
