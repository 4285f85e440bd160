package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.TwoSidedCalibrator;

/** Where the last values lie, against where they lay for a long time. */
final class Level {

  private final RunningMedian usual = new RunningMedian();
  private final TwoSidedCalibrator off;

  Level(int halfLife) {
    off = new TwoSidedCalibrator(halfLife);
  }

  /** How rare it is that the mean of the last values is so far off. */
  double tail(double mean) {
    return off.tail(shift(mean));
  }

  void learn(double mean) {
    count(mean, 1);
    usual.learn(mean);
  }

  /** Counts the shift of an event, in part, and leaves the usual level as it is. */
  void count(double mean, double share) {
    if (usual.isKnown()) {
      off.learn(shift(mean), share);
    }
  }

  /** Moves the usual level to a new normal. */
  void move(double by) {
    usual.move(by);
  }

  private double shift(double mean) {
    return Recent.unlessRounding(mean - usual.median(), mean);
  }

  void write(StateWriter out) {
    usual.write(out);
    off.write(out);
  }

  /** Takes over what {@link #write} wrote. */
  void read(StateReader in) {
    usual.read(in);
    off.read(in);
  }
}
