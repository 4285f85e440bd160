package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/** The range of the values of a series outside of events: stated bands exceed it by no more. */
final class Span {

  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  void include(double value) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  /** The lower end of a band, at most one range below all values. */
  double low(double low) {
    return Math.max(low, least - (most - least));
  }

  /** The upper end of a band, at most one range above all values. */
  double high(double high) {
    return Math.min(high, most + (most - least));
  }

  void write(StateWriter out) {
    out.putDouble(least).putDouble(most);
  }

  void read(StateReader in) {
    least = in.getDouble();
    most = in.getDouble();
  }
}
