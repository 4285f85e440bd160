package dev.weir.detectors.lof;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.calibration.Parameters;

/**
 * Local outlier factor against a small reference: how much thinner the points lie around a point
 * than around its nearest neighbours, and how rare so much is in its series. The reference is the
 * first {@code reference} records; from then on a quarter of the records, picked by chance so as
 * not to meet a rhythm of the series, take the places of the oldest. The chance hangs on the number
 * of the record alone, so that the same records give the same reference.
 *
 * <p>Good at clusters of unlike density, at points between them, at several features of which few
 * matter. Bad at order in time, at a point whose like has come a few times before, and beyond some
 * tens of features, where all points are about as far apart.
 *
 * <p>Features are standardised by the reference. Distances are measured to all of its points: for
 * so few that costs less than the way through a k-d tree, and allocates nothing.
 *
 * <p>Explanations: expected is the mean of the nearest neighbours, the band what they span;
 * attribution is the part of the squared distance to that mean.
 *
 * <p>Cost: {@code reference * features} steps a record, and as many for each point that enters the
 * reference; figures in docs/benchmarks.md. Memory: {@code 17 reference (features + 2)} bytes.
 *
 * @param neighbours how many count as near, 2 to 100
 * @param reference points to compare with, more than {@code neighbours}, to 2,048
 * @param alertRate share of the records that may be anomalous, in (0, 0.5)
 * @see <a href="https://doi.org/10.1145/335191.335388">M. Breunig, H.-P. Kriegel, R. Ng, J. Sander,
 *     LOF: Identifying Density-Based Local Outliers, 2000</a>
 */
public record LocalOutlierFactor(int neighbours, int reference, @Judging double alertRate)
    implements Detector {

  /** Stands for every alert rate in what identifies a saved state; never changes. */
  private static final double SAVED_ALERT_RATE = 0.001;

  /** The stable name. */
  public static final String NAME = "local-outlier-factor";

  /** 20 neighbours among 256 points, one record in a thousand. */
  public static final LocalOutlierFactor DEFAULT = new LocalOutlierFactor(20, 256, 0.001);

  private static final int BYTES_PER_MODEL = 4_096;
  private static final int BYTES_PER_VALUE = 17;

  public LocalOutlierFactor {
    Parameters.require("neighbours", neighbours, 2, 100);
    Parameters.require("reference", reference, neighbours + 1, 2_048);
    Parameters.requireAlertRate(alertRate);
  }

  @Override
  public Identity identity() {
    return Identity.of("LocalOutlierFactor")
        .with("neighbours", neighbours)
        .with("reference", reference)
        .with("alertRate", alertRate);
  }

  @Override
  public Detector withoutJudging() {
    return new LocalOutlierFactor(neighbours, reference, SAVED_ALERT_RATE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return new LocalOutlierFactorModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new LocalOutlierFactorModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return BYTES_PER_MODEL + (long) BYTES_PER_VALUE * reference * (setup.features() + 2);
  }
}
