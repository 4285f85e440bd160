package dev.weir.detectors.preparation;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;

/** The same of a model that is fitted. */
final class PreparedFittedModel extends PreparedModel implements FittedModel {

  private final FittedModel judge;

  PreparedFittedModel(FittedModel judge, Parts parts) {
    super(judge, parts);
    this.judge = judge;
  }

  @Override
  public FitTask fitTask(long at) {
    return judge.fitTask(at);
  }

  @Override
  public void adopt(Fitted fitted) {
    judge.adopt(fitted);
  }
}
