package dev.weir.detectors.calibration;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * How rare a deviation is to its own side, up or down: a series may fall far every night and never
 * rise. Mutable, one owner.
 */
public final class TwoSidedCalibrator {

  private final TailCalibrator up;
  private final TailCalibrator down;

  /** A calibrator that has seen nothing; see {@link TailCalibrator}. */
  public TwoSidedCalibrator(int halfLife) {
    up = new TailCalibrator(halfLife);
    down = new TailCalibrator(halfLife);
  }

  /** The probability that a record deviates at least so much to the side this one does. */
  public double tail(double deviation) {
    return deviation > 0 ? up.tail(deviation) : down.tail(-deviation);
  }

  /** About how far up a record of this tail lies; see {@link TailCalibrator#reach}. */
  public double reachUp(double tail) {
    return up.reach(tail);
  }

  /** The reach downwards, as a positive number. */
  public double reachDown(double tail) {
    return down.reach(tail);
  }

  /** Takes a record into account. */
  public void learn(double deviation) {
    learn(deviation, 1);
  }

  /** Takes a record into account that counts in part; see {@link TailCalibrator#learn}. */
  public void learn(double deviation, double share) {
    up.learn(deviation, share);
    down.learn(-deviation, share);
  }

  public void write(StateWriter out) {
    up.write(out);
    down.write(out);
  }

  /** Takes over what {@link #write} wrote. */
  public void read(StateReader in) {
    up.read(in);
    down.read(in);
  }
}
