package dev.weir.detectors.zscore;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.ParameterException;

/**
 * Rolling robust z-score: how far a value lies from the median of the last ones, in units of their
 * median absolute deviation, scaled to agree with the standard deviation on normal data; per
 * feature, the largest counts.
 *
 * <p>Good at what {@link ZScore} is good at, and on dirty data: up to half of the window may be
 * anomalous before it is misled. Bad at seasonal series, and slower to accept a new level: it takes
 * half a window.
 *
 * <p>Where more than half of the window is one value the median absolute deviation is 0; then the
 * mean absolute deviation takes its place, and where that is 0 too, one billionth of the median.
 *
 * <p>Cost: per record and feature two binary searches and one move of at most {@code 8 window}
 * bytes, about 100 ns at 240. Memory: {@code 16 window} bytes a feature and 96 a series.
 *
 * @param window how many of the last values make up the normal, 4 to 100,000
 * @param threshold from how many robust standard deviations on a value is anomalous, above 0
 * @see <a href="https://doi.org/10.1080/00031305.1993.10475950">B. Iglewicz, D. Hoaglin, How to
 *     Detect and Handle Outliers, 1993: the modified z-score and its threshold of 3.5</a>
 */
public record RobustZScore(int window, @Judging double threshold) implements Detector {

  /** Stands for every threshold in what identifies a saved state; never changes. */
  private static final double SAVED_THRESHOLD = 3.5;

  /** The stable name. */
  public static final String NAME = "robust-z-score";

  /** Window 240, threshold 3.5. */
  public static final RobustZScore DEFAULT = new RobustZScore(240, 3.5);

  public RobustZScore {
    ParameterException.require(window >= 4 && window <= 100_000, "window", "4 to 100000", window);
    ParameterException.require(
        threshold > 0 && threshold <= 1e6, "threshold", "above 0 and at most 1000000", threshold);
  }

  @Override
  public Identity identity() {
    return Identity.of("RobustZScore").with("window", window).with("threshold", threshold);
  }

  @Override
  public Detector withoutJudging() {
    return new RobustZScore(window, SAVED_THRESHOLD);
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
    return new RobustZScoreModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new RobustZScoreModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return 96 + 16L * setup.features() * window;
  }

  /** How many points are learnt before the first is judged. */
  int warmUp() {
    return window / 2;
  }
}
