package dev.weir.detectors.halfspace;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Judging;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.calibration.Parameters;

/**
 * Half-space trees: random halvings of the space the last window lay in; a point is strange where
 * few points of that window were, and how strange is rare is learnt from the series.
 *
 * <p>Good at many records a second and at data that move slowly, as each window is judged by the
 * one before it. Bad at the edges of the space, at narrow clusters in a wide space, and at
 * anomalies that fill a window: the next one takes them for normal.
 *
 * <p>The space is that of the last window, so units do not matter and drift is followed. Only nodes
 * that a score can reach are built: those below a node of at most a tenth of the window are never
 * looked at.
 *
 * <p>Cost: {@code trees} walks of at most {@code depth} steps per record, fewer for a point within
 * the extent of the last window, and a rebuild per window; figures in docs/benchmarks.md. Memory:
 * {@code 16 window} bytes a feature and about {@code 3,700} a tree. Of more than 32,768 features
 * the first ones are looked at.
 *
 * @param trees 1 to 200
 * @param depth of the trees, 1 to 30
 * @param window points of a window, 50 to 10,000
 * @param alertRate share of the records that may be anomalous, in (0, 0.5)
 * @see <a href="https://www.ijcai.org/Proceedings/11/Papers/254.pdf">S. Tan, K. Ting, T. Liu, Fast
 *     Anomaly Detection for Streaming Data, 2011</a>
 */
public record HalfSpaceTrees(int trees, int depth, int window, @Judging double alertRate)
    implements Detector {

  /** Stands for every alert rate in what identifies a saved state; never changes. */
  private static final double SAVED_ALERT_RATE = 0.001;

  /** The stable name. */
  public static final String NAME = "half-space-trees";

  /** 25 trees of depth 15 over windows of 250, one record in a thousand. */
  public static final HalfSpaceTrees DEFAULT = new HalfSpaceTrees(25, 15, 250, 0.001);

  private static final int BYTES_PER_NODE = 16;
  private static final int BYTES_PER_TREE = 16;

  /** 1 until cuts fell on whole numbers. */
  static final int STATE_VERSION = 2;

  private static final int BYTES_PER_MODEL = 2_048;

  public HalfSpaceTrees {
    Parameters.require("trees", trees, 1, 200);
    Parameters.require("depth", depth, 1, 30);
    Parameters.require("window", window, 50, 10_000);
    Parameters.requireAlertRate(alertRate);
  }

  @Override
  public Identity identity() {
    return Identity.of("HalfSpaceTrees")
        .with("trees", trees)
        .with("depth", depth)
        .with("window", window)
        .with("alertRate", alertRate);
  }

  @Override
  public Detector withoutJudging() {
    return new HalfSpaceTrees(trees, depth, window, SAVED_ALERT_RATE);
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
    return new HalfSpaceTreesModel(this, setup);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new HalfSpaceTreesModel(this, setup, state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return BYTES_PER_MODEL
        + 16L * (window + 4L) * setup.features()
        + (long) trees * BYTES_PER_NODE * nodesPerTree()
        + (long) Long.BYTES * Grower.wordsOf(window) * (setup.features() + depth + 1)
        + (long) trees * BYTES_PER_TREE;
  }

  /** Up to this many points a node is not looked into. */
  int crowd() {
    return window / 10;
  }

  /** The most nodes a tree can have, those that are not looked into included. */
  int nodesPerTree() {
    int crowded = 0;
    for (int level = 0; level < depth; level++) {
      crowded += Math.min(1 << level, window / (crowd() + 1));
    }
    return 1 + 2 * crowded;
  }
}
