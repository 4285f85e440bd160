package dev.weir.detectors.auto;

import dev.weir.detectors.Scores;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.View;

/**
 * The views that look at the last records and not only at one value: spread, level and change of
 * windows, the course of the series, and standstill.
 */
final class WindowViews {

  private final Windows windows;
  private final Pattern pattern;
  private final Standstill standstill = new Standstill();

  WindowViews(Recent recent, Memory memory) {
    windows = new Windows(recent, memory.isLong);
    pattern = new Pattern(memory.courses);
  }

  /**
   * Adds the tails of all views to the consensus.
   *
   * @param value as it was read
   * @param judged the value less a usual event at its time
   * @param tail of that value by itself
   * @param isOne whether the value and its spread are one view
   */
  void judge(double value, double judged, double tail, boolean isOne, Consensus consensus) {
    consensus.add(tail, windows.spread(), isOne);
    consensus.add(windows.level());
    consensus.add(windows.change());
    consensus.add(standstill.tail(value));
    if (pattern.isDue()) {
      consensus.add(course(judged));
    }
  }

  /** Marks the views whose tails counted, of the value judged last. */
  void explain(double value, double judged, int row, double counted, Scores out) {
    saw(row, View.SPREAD, windows.spread(), counted, out);
    saw(row, View.LEVEL, windows.level(), counted, out);
    saw(row, View.CHANGE, windows.change(), counted, out);
    if (pattern.isDue()) {
      saw(row, View.COURSE, course(judged), counted, out);
    }
    if (standstill.tail(value) < counted) {
      out.saw(row, View.STANDSTILL, standstill.tail(value));
      out.stoodSince(row, standstill.since(value));
    }
  }

  /** Marks a view in the row if its tail counted. */
  static void saw(int row, View view, double tail, double counted, Scores out) {
    if (tail < counted) {
      out.saw(row, view, tail);
    }
  }

  private double course(double value) {
    return Math.min(pattern.tail(value), pattern.shapeTail(value));
  }

  /** Learns the windows that end with this value. */
  void learn(double value) {
    windows.learn();
    pattern.learn(value);
  }

  /** Takes the usual value in the place of one that is missing or odd: windows do not learn it. */
  void pass(double usual) {
    pattern.learn(usual);
  }

  /** Counts the windows of an odd value in the tails, as this share of a record. */
  void count(double share) {
    windows.count(share);
  }

  /** Notes how long the value stands still. */
  void note(double value, long time, boolean isUsual) {
    standstill.learn(value, time, isUsual);
  }

  /** The level of the series has moved by this. */
  void move(double by) {
    windows.move(by);
  }

  void write(StateWriter out) {
    pattern.write(out);
    windows.write(out);
    standstill.write(out);
  }

  void read(StateReader in, int version) {
    pattern.read(in);
    windows.read(in);
    standstill.read(in, version);
  }

  /** Reads version 3, which had no view of standstill. */
  void readBefore(StateReader in) {
    pattern.read(in);
    windows.readBefore(in);
  }
}
