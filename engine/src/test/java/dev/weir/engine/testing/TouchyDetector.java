package dev.weir.engine.testing;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.zscore.ZScore;

/**
 * A z-score that cannot stand {@link ScriptedSource#ODD}.
 *
 * @param weakness what goes wrong when it meets that value
 */
public record TouchyDetector(Weakness weakness) implements Detector {

  /** What goes wrong. */
  public enum Weakness {
    NONE,
    SCORING_THROWS,
    LEARNING_THROWS,
    SCORING_IS_AN_ERROR,
    EVERY_FIT_THROWS
  }

  private static final ZScore INNER = ZScore.DEFAULT;

  @Override
  public Identity identity() {
    return Identity.of("TouchyDetector").with("weakness", weakness.name());
  }

  @Override
  public String name() {
    return "touchy";
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return wrap(INNER.newModel(setup));
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return wrap(INNER.restore(setup, state));
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return INNER.bytesPerModel(setup);
  }

  private Model wrap(Model inner) {
    return weakness == Weakness.EVERY_FIT_THROWS ? new Unfittable(inner) : new Touchy(inner);
  }

  private class Touchy implements Model {

    final Model inner;

    Touchy(Model inner) {
      this.inner = inner;
    }

    @Override
    public Score score(double[] point, long time) {
      if (point[0] == ScriptedSource.ODD && weakness == Weakness.SCORING_THROWS) {
        throw new IllegalStateException("cannot score this");
      }
      if (point[0] == ScriptedSource.ODD && weakness == Weakness.SCORING_IS_AN_ERROR) {
        throw new AssertionError("planted");
      }
      return isComplete(point) ? inner.score(point, time) : new Score.Unscorable();
    }

    @Override
    public Explanation explain(double[] point, long time) {
      return inner.explain(point, time);
    }

    @Override
    public void learn(double[] point, long time) {
      if (point[0] == ScriptedSource.ODD && weakness == Weakness.LEARNING_THROWS) {
        // Half learnt: what it holds now is wrong.
        inner.learn(new double[] {1, 1}, time);
        throw new IllegalStateException("cannot learn this");
      }
      if (isComplete(point)) {
        inner.learn(point, time);
      }
    }

    /** Records that lack a value are not judged, so that each that is judged is counted. */
    private static boolean isComplete(double[] point) {
      return Rows.measurable(point, 0, point.length);
    }

    @Override
    public long pointsLearned() {
      return inner.pointsLearned();
    }

    @Override
    public void scoreThenLearn(Run run) {
      for (int k = run.from(); k < run.to(); k++) {
        run.scoring(k);
        double[] point = run.rows().point(run.row(k));
        long time = run.rows().time(run.row(k));
        run.scores().put(run.rows(), run.row(k), score(point, time), () -> explain(point, time));
        run.learning(k);
        learn(point, time);
      }
      run.scoring(run.to());
    }

    @Override
    public ModelState state() {
      return inner.state();
    }
  }

  private final class Unfittable extends Touchy implements FittedModel {

    Unfittable(Model inner) {
      super(inner);
    }

    @Override
    public FitTask fitTask(long at) {
      return () -> {
        throw new IllegalStateException("cannot fit at " + at);
      };
    }

    @Override
    public void adopt(Fitted fitted) {
      throw new AssertionError("there is nothing to adopt");
    }
  }
}
