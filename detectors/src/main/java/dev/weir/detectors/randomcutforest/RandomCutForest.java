package dev.weir.detectors.randomcutforest;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.calibration.Parameters;

/**
 * Random cut forest: how much a point would change trees of random cuts through a sample of the
 * stream that favours what is recent, and how rare so much change is in its series.
 *
 * <p>Good at many features that depend on each other, at clusters, and with a shingle at the shape
 * of the last few points of a series; goes along with slow change by itself, without refits. Bad at
 * many features of which one is odd, and at anomalies that last: the sample takes them in.
 *
 * <p>Features weigh by their spread, which is tracked; units do not matter. Points are held as
 * differences from the first one in single precision: what is a ten-millionth of that difference is
 * not seen.
 *
 * <p>Points enter the trees in groups, at every 64th record of their series, so that many records
 * at once can be judged tree by tree. Whether a record comes alone or among others changes nothing.
 *
 * <p>Cost: {@code trees} walks of about {@code log2(sample) + 4} steps per record and an update of
 * every tenth tree; figures in docs/benchmarks.md. Memory: {@code trees * sample * (44 + 12 d)}
 * bytes with {@code d = features * shingle}; 0.7 MB for one feature.
 *
 * @param trees 1 to 500
 * @param sample points of each tree, 16 to 4096
 * @param shingle how many of the last points are looked at together, 1 to 64
 * @param alertRate share of the records that may be anomalous, in (0, 0.5)
 * @see <a href="https://proceedings.mlr.press/v48/guha16.html">S. Guha, N. Mishra, G. Roy, O.
 *     Schrijvers, Robust Random Cut Forest Based Anomaly Detection on Streams, 2016</a>
 */
public record RandomCutForest(int trees, int sample, int shingle, @Judging double alertRate)
    implements Detector {

  /** Stands for every alert rate in what identifies a saved state; never changes. */
  private static final double SAVED_ALERT_RATE = 0.001;

  /** The stable name. */
  public static final String NAME = "random-cut-forest";

  /** 50 trees of 256 points, no shingle, one record in a thousand. */
  public static final RandomCutForest DEFAULT = new RandomCutForest(50, 256, 1, 0.001);

  /** 1 until its trees kept their links together, 2 until points entered them in groups. */
  static final int STATE_VERSION = 3;

  static final int LARGEST_SAMPLE = 4096;

  private static final int BYTES_PER_NODE = 44;
  private static final int BYTES_PER_VALUE = 12;
  private static final int BYTES_PER_TREE = 350;
  private static final int BYTES_PER_STEP = 12;
  private static final int BYTES_PER_MODEL = 3_072;

  public RandomCutForest {
    Parameters.require("trees", trees, 1, 500);
    Parameters.require("sample", sample, 16, LARGEST_SAMPLE);
    Parameters.require("shingle", shingle, 1, RandomCutForestModel.GROUP);
    Parameters.requireAlertRate(alertRate);
  }

  @Override
  public Identity identity() {
    return Identity.of("RandomCutForest")
        .with("trees", trees)
        .with("sample", sample)
        .with("shingle", shingle)
        .with("alertRate", alertRate);
  }

  @Override
  public Detector withoutJudging() {
    return new RandomCutForest(trees, sample, shingle, SAVED_ALERT_RATE);
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
    return new RandomCutForestModel(this, setup);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new RandomCutForestModel(this, setup, state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    long dimensions = (long) setup.features() * shingle;
    long perTree = BYTES_PER_TREE + sample * (BYTES_PER_NODE + BYTES_PER_VALUE * dimensions);
    long scratch = Descent.IN_STEP * ((long) BYTES_PER_STEP * sample + 12 * dimensions);
    long group = 2L * RandomCutForestModel.GROUP * (24 + 4 * dimensions);
    return BYTES_PER_MODEL + 64 * dimensions + trees * perTree + scratch + group;
  }
}
