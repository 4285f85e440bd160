package dev.weir.detectors.zscore;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.ParameterException;

/**
 * Rolling z-score: how many standard deviations a value lies from the mean of the last few, per
 * feature; the largest counts.
 *
 * <p>Good at spikes, steps and stuck sensors that move again, on series of one regime; costs next
 * to nothing. Bad at anything that depends on the hour, at anomalies that build up slowly, and on
 * skewed data, where it alarms too often.
 *
 * <p>A value beyond the threshold enters the window clipped at the threshold, so that a spike does
 * not hide the next; after half a window of them in a row it is the new normal and enters as it is.
 * The spread is never taken below one billionth of the mean, so that a constant series alarms when
 * it moves.
 *
 * <p>Cost: constant per record, about 20 ns a feature. Memory: {@code 8 (window + 3)} bytes a
 * feature and 96 a series.
 *
 * @param window how many of the last values make up the normal, 2 to 100,000
 * @param threshold from how many standard deviations on a value is anomalous, above 0
 * @see <a href="https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc31.htm">NIST/SEMATECH
 *     handbook, 6.3.1: Shewhart's control charts, of which this is the moving form</a>
 */
public record ZScore(int window, @Judging double threshold) implements Detector {

  /** Stands for every threshold in what identifies a saved state; never changes. */
  private static final double SAVED_THRESHOLD = 2.5;

  /** The stable name. */
  public static final String NAME = "z-score";

  /** Window 20, threshold 2.5. */
  public static final ZScore DEFAULT = new ZScore(20, 2.5);

  public ZScore {
    ParameterException.require(window >= 2 && window <= 100_000, "window", "2 to 100000", window);
    ParameterException.require(
        threshold > 0 && threshold <= 1e6, "threshold", "above 0 and at most 1000000", threshold);
  }

  @Override
  public Identity identity() {
    return Identity.of("ZScore").with("window", window).with("threshold", threshold);
  }

  @Override
  public Detector withoutJudging() {
    return new ZScore(window, SAVED_THRESHOLD);
  }

  @Override
  public boolean judgesIncomplete() {
    return true;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return new ZScoreModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new ZScoreModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return 96 + 8L * setup.features() * (window + ZScoreModel.SUMS);
  }

  /** How many points are learnt before the first is judged. */
  int warmUp() {
    return Math.max(2, window / 2);
  }
}
