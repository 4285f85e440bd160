package dev.weir.detectors.preparation;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;

/** A {@link PreparedModel} around a model that is fitted. */
final class PreparedFittedModel extends PreparedModel implements FittedModel {

  private final FittedModel inner;

  PreparedFittedModel(FittedModel inner, Parts parts) {
    super(inner, parts);
    this.inner = inner;
  }

  @Override
  public FitTask fitTask(long at) {
    return inner.fitTask(at);
  }

  @Override
  public void adopt(Fitted fitted) {
    inner.adopt(fitted);
  }
}
