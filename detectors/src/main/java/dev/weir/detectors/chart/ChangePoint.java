package dev.weir.detectors.chart;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.calibration.Parameters;

/**
 * Cumulative sums to both sides: how far the sum of deviations from the normal, each less an
 * allowance, has risen above its lowest; per feature, the largest counts. How far is rare is learnt
 * from the series. After an alarm it begins anew: the next 64 records say what is normal, and are
 * judged one by one, each by what was normal before.
 *
 * <p>Good at changes of level that last, which it tells once and then takes for normal. A single
 * value counts for 3 spreads at most, so it is hardly an alarm. Bad at seasonal series and at
 * series in which each record is like the one before.
 *
 * <p>Normal are median and quartiles of up to 1,024 records since the last alarm. The allowance is
 * half of the smallest shift that is looked for.
 *
 * <p>Cost: per record and feature one step, and every eighth a move among 128 values. Memory: 1,200
 * bytes a feature and 1 kB a series.
 *
 * @param allowance in standard deviations, above 0, at most 3
 * @param alertRate share of the records that may be anomalous, in (0, 0.5)
 * @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">E. S. Page, Continuous Inspection
 *     Schemes, 1954</a>
 */
public record ChangePoint(double allowance, double alertRate) implements Detector {

  /** The stable name. */
  public static final String NAME = "change-point";

  /** Shifts of one standard deviation, one record in a thousand. */
  public static final ChangePoint DEFAULT = new ChangePoint(0.5, 0.001);

  private static final int BYTES_PER_MODEL = 1_024;

  public ChangePoint {
    if (!(allowance > 0 && allowance <= 3)) {
      throw new IllegalArgumentException(
          "allowance must be above 0 and at most 3, was " + allowance);
    }
    Parameters.requireAlertRate(alertRate);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return new ChangePointModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new ChangePointModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return BYTES_PER_MODEL + (long) setup.features() * 2 * Normal.BYTES;
  }
}
