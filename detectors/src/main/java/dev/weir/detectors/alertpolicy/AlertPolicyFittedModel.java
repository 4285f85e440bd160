package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.FitTask;
import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;

/** An {@link AlertPolicyModel} around a model that is fitted. */
final class AlertPolicyFittedModel extends AlertPolicyModel implements FittedModel {

  private final FittedModel inner;

  AlertPolicyFittedModel(FittedModel inner, Parts parts) {
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
