package dev.weir.detectors;

/**
 * A model part of which is fitted now and then on what it has seen, off the data path.
 *
 * <p>The owner decides when: it takes the {@link #fitTask}, has it run anywhere, and hands the
 * outcome to {@link #adopt} at a point number fixed beforehand. In between the model goes on
 * scoring with what it has.
 */
public interface FittedModel extends Model {

  /**
   * A copy of the input of a fit: the model as it was when {@code at} points were learnt.
   *
   * @param at at most {@link #pointsLearned()} and at most {@link ModelSetup#refitLag()} behind it
   */
  FitTask fitTask(long at);

  /** From now on scores with the fit. */
  void adopt(Fitted fitted);
}
