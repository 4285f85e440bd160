package dev.weir.engine.explanation;

import dev.weir.detectors.incident.Transition;
import dev.weir.series.EventTime;
import dev.weir.series.SeriesEvent;

/** Describes a silence for people. */
public final class SilenceText {

  private static final double NANOS = 1e9;
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** From so many of a unit on the next is used. */
  private static final double MANY = 2;

  private static final int DIGITS = 2;

  private SilenceText() {}

  /** One sentence without an end. */
  public static String sentence(SeriesEvent.SilenceChanged changed, EventTime kind) {
    String lasted = length(changed.lasted(), kind);
    String usual =
        changed.usual() == 0 ? "" : "usually one every " + length(changed.usual(), kind) + ", ";
    return changed.transition() == Transition.RESOLVED
        ? "a record again, the first for " + lasted
        : "no record since %s: %ssilent for %s".formatted(since(changed, kind), usual, lasted);
  }

  /** Event time of the last record before the silence. */
  public static String since(SeriesEvent.SilenceChanged changed, EventTime kind) {
    return kind.text(changed.last());
  }

  private static String length(long length, EventTime kind) {
    if (kind == EventTime.NUMBER) {
      return Long.toString(length);
    }
    double seconds = length / NANOS;
    if (seconds < 1) {
      return rounded(1_000 * seconds) + " ms";
    }
    if (seconds < MANY * MINUTE) {
      return rounded(seconds) + " s";
    }
    if (seconds < MANY * HOUR) {
      return rounded(seconds / MINUTE) + " min";
    }
    return seconds < MANY * DAY ? rounded(seconds / HOUR) + " h" : rounded(seconds / DAY) + " days";
  }

  /** Two digits, and all that stand before the point. */
  private static String rounded(double value) {
    return value >= 10 ? Long.toString(Math.round(value)) : ShortNumber.of(value, DIGITS);
  }
}
