package dev.weir.detectors.auto;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.calibration.TailCalibrator;
import dev.weir.detectors.calibration.TwoSidedCalibrator;
import org.jspecify.annotations.Nullable;

/**
 * How rare the last windows of a series are: how far values lie apart, where, and how they move.
 */
final class Windows {

  private static final int HALF_LIFE = TailCalibrator.HALF_LIFE;

  // A window that is odd stays odd for some records, so its tail counts as so many times as large;
  // that of a wide spread from the record behind the one that widened it.
  private static final double LEVEL_RUN = 5;
  private static final double WIDE_RUN = 3;
  private static final double NARROW_RUN = 3;

  private final Recent recent;
  private final @Nullable Level level;

  /** Of inverse ranges: a spread that falls. */
  private final @Nullable TailCalibrator narrow;

  private final TailCalibrator wide = new TailCalibrator(HALF_LIFE);
  private final TwoSidedCalibrator step = new TwoSidedCalibrator(HALF_LIFE);
  private final TwoSidedCalibrator longStep = new TwoSidedCalibrator(HALF_LIFE);

  /**
   * Windows over the values of {@code recent}, which has to be looked at first each time.
   *
   * @param isLong whether level and falling spreads are judged
   */
  Windows(Recent recent, boolean isLong) {
    this.recent = recent;
    level = isLong ? new Level(HALF_LIFE) : null;
    narrow = isLong ? new TailCalibrator(HALF_LIFE) : null;
  }

  double spread() {
    double range = recent.range();
    double run = recent.widens() ? 1 : WIDE_RUN;
    double tail = Math.min(1, run * wide.tail(range));
    return narrow != null && recent.isMeasured() && range > 0
        ? Math.min(tail, NARROW_RUN * narrow.tail(1 / range))
        : tail;
  }

  double level() {
    return level == null ? 1 : Math.min(1, LEVEL_RUN * level.tail(recent.mean()));
  }

  double change() {
    double tail = recent.hasStep() ? step.tail(recent.step()) : 1;
    return recent.hasLongStep() ? Math.min(tail, longStep.tail(recent.longStep())) : tail;
  }

  /** Learns the windows looked at, which belong to no event. */
  void learn() {
    learnExceptLevel(1);
    if (level != null && recent.hasWindow()) {
      level.learn(recent.mean());
    }
  }

  /** Counts the windows looked at, which hold an event, as a part of a record. */
  void count(double share) {
    learnExceptLevel(share);
    if (level != null && recent.hasWindow()) {
      level.count(recent.mean(), share);
    }
  }

  private void learnExceptLevel(double share) {
    if (recent.hasWindow()) {
      wide.learn(recent.range(), share);
      if (narrow != null && recent.range() > 0) {
        narrow.learn(1 / recent.range(), share);
      }
    }
    if (recent.hasStep()) {
      step.learn(recent.step(), share);
    }
    if (recent.hasLongStep()) {
      longStep.learn(recent.longStep(), share);
    }
  }

  /** Moves the usual level to a new normal. */
  void move(double by) {
    if (level != null) {
      level.move(by);
    }
  }

  void write(StateWriter out) {
    writeBefore(out);
    if (narrow != null) {
      narrow.write(out);
    }
  }

  private void writeBefore(StateWriter out) {
    if (level != null) {
      level.write(out);
    }
    wide.write(out);
    step.write(out);
    longStep.write(out);
  }

  void read(StateReader in) {
    readBefore(in);
    if (narrow != null) {
      narrow.read(in);
    }
  }

  /** Reads what version 3 of the state holds. */
  void readBefore(StateReader in) {
    if (level != null) {
      level.read(in);
    }
    wide.read(in);
    step.read(in);
    longStep.read(in);
  }
}
