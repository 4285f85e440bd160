package dev.weir.detectors.mahalanobis;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.ParameterException;

/**
 * How unlike the first records of its series a record is: by its mean robust z-score and by its
 * Mahalanobis distance, each measured in what the reference itself was found to deviate. The same
 * again for a smoothed copy of the records, which counts as much as neighbours are alike.
 *
 * <p>The reference is taken once and then stays: what adapts through an anomaly unlearns it. When
 * {@value Renewal#SHARE} of the last {@code renewal} records were anomalies that is the new normal:
 * its middle is added to the reference, and a record is as odd as it is to the nearest. After the
 * third such renewal in direct succession the wider spread is believed too.
 *
 * <p>Alerts are another question: not "unlike the reference" but "news". They go by how far the
 * score rose above what it was of late (see {@link AlertLevel}), so that a lasting change is
 * reported once, and the level is the one at which stable data gives {@code alertRate} alerts a
 * record.
 *
 * <p>Good at shifts, broken correlations and unusual combinations; at data that starts normal; at
 * features of any unit, discrete and constant ones included. Bad at data whose first {@code
 * reference} records are not its normal, at oddities within the range of the reference and in the
 * course of a single feature, and where there are more features than the reference has records:
 * then it leans on the robust z-scores.
 *
 * <p>Explanations: the middle of the nearest reference, a band as wide as all features would have
 * to deviate at once for an anomaly, and the share of each feature in both measures.
 *
 * <p>Cost: {@code 2 (d^2 / 2 + 4 d)} multiplications and 2 logarithms a record of d features and
 * regime: 0.5 µs at 10 features, 1.4 µs at 38, 11 µs at 100. The reference is fitted 8 times while
 * it is taken, at {@code 6 reference d^2 + 2 d^3} operations each: some milliseconds at 38
 * features, a sixth of a second at 300. Memory a series: {@code 8 d^2 + 700 d} bytes and 5 KB;
 * while the reference is taken {@code 16 d reference} bytes more.
 *
 * @param reference records the reference is made of, 50 to 10,000
 * @param shrinkage part of the correlations that is not believed, 0.001 to 1
 * @param renewal records of which most must be anomalies to be the new normal, 640 to 1,000,000
 * @param alertRate alerts a record that stable data may give, 1e-7 to 0.02
 * @see <a href="https://doi.org/10.1016/S0047-259X(03)00096-4">O. Ledoit, M. Wolf, A
 *     well-conditioned estimator for large-dimensional covariance matrices, 2004</a>
 */
public record MahalanobisReference(
    int reference,
    double shrinkage,
    int renewal,
    @Judging("within 20 records of the series") double alertRate)
    implements Detector {

  /** Stands for every alert rate in what identifies a saved state; never changes. */
  private static final double SAVED_ALERT_RATE = 0.001;

  /** The stable name. */
  public static final String NAME = "mahalanobis";

  /** Reference 400, shrinkage 0.1, renewal 4000, one alert in 1000 records. */
  public static final MahalanobisReference DEFAULT =
      new MahalanobisReference(400, 0.1, 4000, 0.001);

  public MahalanobisReference {
    ParameterException.require(
        reference >= 50 && reference <= 10_000, "reference", "50 to 10000", reference);
    ParameterException.require(
        shrinkage >= 0.001 && shrinkage <= 1, "shrinkage", "0.001 to 1", shrinkage);
    ParameterException.require(
        renewal >= 640 && renewal <= 1_000_000, "renewal", "640 to 1000000", renewal);
    ParameterException.require(
        alertRate >= 1e-7 && alertRate <= 0.02, "alertRate", "1e-7 to 0.02", alertRate);
  }

  @Override
  public Identity identity() {
    return Identity.of("MahalanobisReference")
        .with("reference", reference)
        .with("shrinkage", shrinkage)
        .with("renewal", renewal)
        .with("alertRate", alertRate);
  }

  @Override
  public Detector withoutJudging() {
    return new MahalanobisReference(reference, shrinkage, renewal, SAVED_ALERT_RATE);
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
    return new ReferenceModel(this, setup.features());
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new ReferenceModel(this, setup.features(), state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    long d = setup.features();
    return 8_000 + renewal / 8 + 16L * d * reference + 8 * d * (d + 1) + 800 * d;
  }

  /** How many records are learnt before the first is judged. */
  int warmUp() {
    return Math.min(100, reference);
  }
}
