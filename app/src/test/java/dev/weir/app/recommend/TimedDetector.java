package dev.weir.app.recommend;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.zscore.ZScore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A z-score whose every record takes a given time of a clock that only it moves.
 *
 * @param nanos that a record takes
 */
record TimedDetector(ZScore inner, long nanos, AtomicLong clock) implements Detector {

  @Override
  public String name() {
    return "timed";
  }

  @Override
  public Identity identity() {
    return Identity.of("TimedDetector").with("threshold", inner.threshold());
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return new Timed(inner.newModel(setup));
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return new Timed(inner.restore(setup, state));
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return inner.bytesPerModel(setup);
  }

  private final class Timed implements Model {

    private final Model inner;

    Timed(Model inner) {
      this.inner = inner;
    }

    @Override
    public Score score(double[] point, long time) {
      return inner.score(point, time);
    }

    @Override
    public Explanation explain(double[] point, long time) {
      return inner.explain(point, time);
    }

    @Override
    public void learn(double[] point, long time) {
      inner.learn(point, time);
    }

    @Override
    public long pointsLearned() {
      return inner.pointsLearned();
    }

    @Override
    public void scoreThenLearn(Run run) {
      clock.addAndGet(nanos * (run.to() - run.from()));
      inner.scoreThenLearn(run);
    }

    @Override
    public ModelState state() {
      return inner.state();
    }
  }
}
