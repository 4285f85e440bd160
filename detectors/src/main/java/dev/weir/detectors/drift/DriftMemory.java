package dev.weir.detectors.drift;

import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * The state of a drift test for a series: the window it takes for normal, and numbers of its own.
 * Immutable.
 */
public final class DriftMemory {

  private final Sample reference;
  private final double[] own;

  private DriftMemory(Sample reference, double[] own) {
    this.reference = reference;
    this.own = own;
  }

  static DriftMemory of(Sample reference) {
    return new DriftMemory(reference, new double[0]);
  }

  /** Takes the array over: it must not be changed any more. */
  static DriftMemory of(Sample reference, double[] own) {
    return new DriftMemory(reference, own);
  }

  /** Takes over what {@link #write} wrote for a series of so many features. */
  public static DriftMemory read(DriftTest test, StateReader in, int features) {
    Sample reference = Sample.read(in, features);
    double[] own = new double[0];
    if (test.kind() != DriftTest.Kind.KS) {
      own = new double[in.getInt(0, in.remaining() / Double.BYTES)];
      in.getDoubles(own, 0, own.length);
    }
    if (!test.fits(own, reference.points(), features)) {
      throw new StateMismatchException(
          "a drift test holds %d numbers of its own".formatted(own.length));
    }
    return new DriftMemory(reference, own);
  }

  /** Of a test that keeps nothing of its own, the reference alone. */
  public void write(DriftTest test, StateWriter out) {
    reference.write(out);
    if (test.kind() != DriftTest.Kind.KS) {
      out.putInt(own.length).putDoubles(own, 0, own.length);
    }
  }

  /** The window that is taken for normal. */
  public Sample reference() {
    return reference;
  }

  /** The numbers of the test: the array itself, not to be changed. */
  double[] own() {
    return own;
  }
}
