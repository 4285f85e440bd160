package dev.weir.detectors.ewma;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.ParameterException;
import dev.weir.detectors.calibration.Parameters;

/**
 * The control chart of exponentially weighted means: how far the mean of what came lately lies from
 * the normal, in its own standard deviations; per feature, the largest counts. How far is rare is
 * learnt from the series.
 *
 * <p>Good at small shifts that last, from half a standard deviation on, and at slow wear; with a
 * gain of 1 it is a robust z-score. Bad at seasonal series and at single values that are only a
 * little odd.
 *
 * <p>Normal are median and quartiles of the last 512 to 1,024 records; a value enters the mean no
 * farther than 3 spreads from it, so that a spike is over with its record. A new level is normal
 * once it is half of that.
 *
 * <p>Cost: per record and feature one step, and every eighth a move among 128 values. Memory: 1,200
 * bytes a feature and 1 kB a series.
 *
 * @param gain weight of the newest record, above 0, at most 1
 * @param alertRate share of the records that may be anomalous, in (0, 0.5)
 * @see <a href="https://doi.org/10.1080/00401706.1959.10489860">S. W. Roberts, Control Chart Tests
 *     Based on Geometric Moving Averages, 1959</a>
 */
public record Ewma(double gain, @Judging double alertRate) implements Detector {

  /** Stands for every alert rate in what identifies a saved state; never changes. */
  private static final double SAVED_ALERT_RATE = 0.001;

  /** The stable name. */
  public static final String NAME = "ewma";

  /** Gain 0.2, one record in a thousand. */
  public static final Ewma DEFAULT = new Ewma(0.2, 0.001);

  private static final int BYTES_PER_MODEL = 1_024;

  public Ewma {
    ParameterException.require(gain > 0 && gain <= 1, "gain", "above 0 and at most 1", gain);
    Parameters.requireAlertRate(alertRate);
  }

  @Override
  public Identity identity() {
    return Identity.of("Ewma").with("gain", gain).with("alertRate", alertRate);
  }

  @Override
  public Detector withoutJudging() {
    return new Ewma(gain, SAVED_ALERT_RATE);
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
    return new EwmaModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new EwmaModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return BYTES_PER_MODEL + (long) setup.features() * 2 * Normal.BYTES;
  }
}
