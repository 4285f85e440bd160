package dev.weir.detectors.auto;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.zscore.RobustZScore;

/** x */
public record Auto() implements Detector {

  /** The stable name. */
  public static final String NAME = "auto";

  /** The only one there is. */
  public static final Auto DEFAULT = new Auto();

  private static final Detector MANY = RobustZScore.DEFAULT;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return setup.features() == 1 ? new StreamModel() : MANY.newModel(setup);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    return setup.features() == 1 ? new StreamModel(state) : MANY.restore(setup, state);
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return setup.features() == 1 ? StreamModel.BYTES : MANY.bytesPerModel(setup);
  }
}
