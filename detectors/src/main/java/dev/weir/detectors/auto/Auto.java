package dev.weir.detectors.auto;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.mahalanobis.CalendarReference;
import dev.weir.detectors.mahalanobis.MahalanobisReference;

/**
 * Learns what is rare in each series, without a parameter. Records of one feature are judged by
 * several views of each value: what is expected by hour of day, hour of week, lately and from the
 * last four values; the spread, the level and the change of the last 72 records; their course; for
 * how long the value has stood still. A {@link dev.weir.detectors.calibration.TailCalibrator}
 * brings each to the scale of probabilities. One view alone is an alert below about 1 in 4,000, two
 * together below 1 in 600 each.
 *
 * <p>Good at spikes, steps, swings, stuck sensors, values at the wrong hour, at any unit and any
 * distribution, at seasonal series whose records carry times. Bad at what builds up over more than
 * 288 records and at seasons other than day and week beyond 48 records. Hours are those of the
 * times it is given: by UTC, for some weeks after a change of clocks they are off by one.
 *
 * <p>The first 200 records are learnt together, without a spike among them. Afterwards an event,
 * which is a stretch of flagged records, moves nothing that is expected, and windows do not hold it
 * once it is over, so that it neither hides the next one nor makes normal records anomalous. It
 * enters the tails once, by its peak; more than 6 events in 30 days make it rarer that another one
 * is flagged. After 288 flagged records the event is the new normal.
 *
 * <p>Where records come at regular times, missing ones are replaced by what was to be expected, so
 * that a gap shifts no window. Without times hours are not judged. A constant series alarms when it
 * moves, a discrete one when a new value comes.
 *
 * <p>Records of several features are judged by {@link MahalanobisReference}, and where they have
 * times by what is left without the mean of their hour as well ({@link CalendarReference}).
 *
 * <p>Explanations: expected is the value of the expectation that finds the record rarest; the band
 * ends where that one alone would raise an alert, and exceeds the range of the series by no more
 * than that range. A record flagged by other views may lie inside of it.
 *
 * <p>Forecasts: each judged record of one feature has one, made before the record was seen, by the
 * expectation that was the most accurate over the last 100 records outside of events, with a band
 * that holds 95 % of the values outside of events.
 *
 * <p>How many events it finds, how soon, and at how many false alerts stands in {@code
 * docs/detection.md}, as does what each constant is worth. Memory a series: 27 KiB, or less by
 * {@code memory}.
 *
 * @param memory how much of each series of one feature is kept
 */
public record Auto(Memory memory) implements Detector {

  /** The stable name. */
  public static final String NAME = "auto";

  /** Keeps all it has a use for. */
  public static final Auto DEFAULT = new Auto(Memory.FULL);

  /**
   * 1 until there were several sizes of memory, 2 while it learnt what it flagged, 3 while it
   * counted records without their time, 4 while it made no forecasts.
   */
  static final int STATE_VERSION = 5;

  /** Still read; its series learn how accurate forecasts are from then on. */
  static final int VERSION_WITHOUT_FORECASTS = 4;

  /** The oldest version that is still read, and that {@link #learning} names. */
  static final int VERSION_BEFORE = 3;

  /** The version itself if this build reads it, else the one that it writes. */
  static int readable(int version) {
    return version == VERSION_BEFORE || version == VERSION_WITHOUT_FORECASTS
        ? version
        : STATE_VERSION;
  }

  /**
   * Judges records of several features. {@link #learning()} does not include its state version:
   * with a new version of it, saved series of several features would be refused at the start
   * instead of relearning, unless {@link #STATE_VERSION} is raised too.
   */
  private static final Detector MANY = new CalendarReference(MahalanobisReference.DEFAULT);

  @Override
  public Identity identity() {
    return Identity.of("Auto").with("memory", memory.identity);
  }

  /** By {@link CalendarReference}; of one feature no record lacks some. */
  @Override
  public boolean judgesIncomplete() {
    return true;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int stateVersion() {
    return STATE_VERSION;
  }

  /** Names version 3, as its states are restored. */
  @Override
  public String learning() {
    return identity().text() + ' ' + VERSION_BEFORE;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return setup.features() == 1 ? new StreamModel(memory) : MANY.newModel(setup);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return setup.features() == 1 ? StreamModel.restore(memory, state) : MANY.restore(setup, state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return setup.features() == 1 ? memory.bytes : MANY.bytesPerModel(setup);
  }
}
