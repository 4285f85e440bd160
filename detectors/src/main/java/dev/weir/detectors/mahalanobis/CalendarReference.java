package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;

/**
 * Judges records of several features twice by a {@link MahalanobisReference}: by their values, and
 * by what is left of the values without the mean of their hour of the day. The larger score and the
 * larger alert count. The second reference begins when the hour of a record was seen on two days
 * before, so that records without times and series of less than three days are judged by their
 * values alone. Records that the second one flags do not move the means of the hours, until 288 in
 * a row were flagged: then they are the new normal.
 *
 * <p>Good at what a daily season hides from the first reference: a value at the wrong hour, a shift
 * that is small against the season. Hours are by UTC; a weekly season is not removed.
 *
 * <p>Explanations are those of the second reference where it finds an anomaly or has the larger
 * score.
 *
 * <p>Memory a series: twice that of the reference, and {@code 192 d + 300} bytes for the means of
 * the hours; twice its time.
 *
 * @param values judges the values
 */
public record CalendarReference(MahalanobisReference values) implements Detector {

  /** Name of its states. Those of {@link MahalanobisReference} are read too: no hour is known. */
  public static final String STATE_NAME = "calendar-reference";

  /** Grows with the state version of {@link MahalanobisReference} too, whose states it holds. */
  public static final int STATE_VERSION = 1;

  /** Part of the alert rate of the first reference that the second one may bring. */
  private static final double ALERTS = 0.5;

  @Override
  public Identity identity() {
    return values.identity();
  }

  @Override
  public boolean judgesIncomplete() {
    return true;
  }

  @Override
  public String name() {
    return MahalanobisReference.NAME;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return new CalendarModel(this, setup, new ReferenceModel(values, setup.features()));
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return state.detector().equals(STATE_NAME)
        ? CalendarModel.restore(this, setup, state)
        : new CalendarModel(this, setup, new ReferenceModel(values, setup.features(), state));
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return 2 * values.bytesPerModel(setup) + 192L * setup.features() + 300;
  }

  /** Judges what the hours leave. */
  MahalanobisReference residuals() {
    return new MahalanobisReference(
        values.reference(), values.shrinkage(), values.renewal(), ALERTS * values.alertRate());
  }
}
