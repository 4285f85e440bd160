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

  private final TwoSidedCalibrator off = new TwoSidedCalibrator(TailCalibrator.HALF_LIFE);

  /** What it looks at. */
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
    }
    follow(followed, time);
  }

  /** The value down to which a tail is at least so large. */
  final double low(long time, double tail) {
    return expected(time) - off.reachDown(tail);
  }

  /** The value up to which a tail is at least so large. */
  final double high(long time, double tail) {
    return expected(time) + off.reachUp(tail);
  }

  private double deviation(double value, long time) {
    return Recent.unlessRounding(value - expected(time), value);
  }

  void write(StateWriter out) {
    off.write(out);
  }

  void read(StateReader in) {
    off.read(in);
  }
}
