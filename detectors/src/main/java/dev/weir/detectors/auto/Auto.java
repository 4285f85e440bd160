package dev.weir.detectors.auto;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.mahalanobis.MahalanobisReference;

/**
 * Learns what is rare in each series, without a parameter. For records of one feature: unlike views
 * of each value (what is expected by hour of day, hour of week and lately; the spread, the level
 * and the change of the last 72 records; how new their course is) are each brought to the scale of
 * probabilities by a {@link dev.weir.detectors.calibration.TailCalibrator}, and have to agree.
 *
 * <p>Good at spikes, steps, swings, stuck sensors, values at the wrong hour, at any unit and any
 * distribution, at seasonal series whose records carry times. On series in which nothing happens it
 * raises an alert about once in 4,000 records, more often in the first 5,000. Bad at what builds up
 * over more than 288 records, at seasons other than day and week beyond 48 records, and at what
 * comes back often: what happened c times in N records is never rarer than c / N. Hours are those
 * of the times it is given: by UTC, for some weeks after a change of clocks they are off by one.
 *
 * <p>What it flags is not learnt, but for the first 12 flagged records of an event, by which it
 * counts as having happened; an event ends after 60 records in a row that are not. From its 288th
 * flagged record on it is the new normal, and learnt. Only the memory of courses and the windows of
 * the last 288 values hold all that came. What is off far moves no expectation far, and half of all
 * is forgotten after 20,000 records.
 *
 * <p>A constant series alarms when it moves, from about 500 records on; so does a discrete one when
 * a new value comes. Without times the calendar is silent and the rest judges alone.
 *
 * <p>Records of several features are judged by {@link MahalanobisReference}.
 *
 * <p>Explanations: expected is what the expectation says that finds the value rarest; the band is
 * where that one alone would raise no alert. When other views see what is odd, the value may lie
 * inside of it.
 *
 * <p>Cost: about 4 µs a record, 250,000 records/s. Memory a series: 23 KiB, or less by {@code
 * memory}.
 *
 * <p>Its constants were chosen on the 39 files named in {@code docs/detection.md}, which says what
 * each of them is worth.
 *
 * @param memory how much of each series of one feature is kept
 */
public record Auto(Memory memory) implements Detector {

  /** The stable name. */
  public static final String NAME = "auto";

  /** Keeps all it has a use for. */
  public static final Auto DEFAULT = new Auto(Memory.FULL);

  /** 1 until there were several sizes of memory, 2 while it learnt what it flagged. */
  static final int STATE_VERSION = 3;

  /**
   * Judges records of several features. {@link #learning()} does not include its state version:
   * with a new version of it, saved series of several features would be refused at the start
   * instead of relearning, unless {@link #STATE_VERSION} is raised too.
   */
  private static final Detector MANY = MahalanobisReference.DEFAULT;

  @Override
  public Identity identity() {
    return Identity.of("Auto").with("memory", memory.identity);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int stateVersion() {
    return STATE_VERSION;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return setup.features() == 1 ? new StreamModel(memory) : MANY.newModel(setup);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return setup.features() == 1 ? new StreamModel(memory, state) : MANY.restore(setup, state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return setup.features() == 1 ? memory.bytes : MANY.bytesPerModel(setup);
  }
}
