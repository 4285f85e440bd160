package dev.weir.detectors;

import dev.weir.detectors.forecast.Forecasts;

/**
 * The state of a detector for one series. Mutable, not thread-safe, one owner.
 *
 * <p>A point that is not {@linkplain Rows#measurable measurable} is unscorable and teaches nothing;
 * it is given to {@link #learn} all the same. One that is {@linkplain Rows#partlyMeasurable partly
 * measurable} is judged by the values it has if the detector {@linkplain Detector#judgesIncomplete
 * can} and the model is past its warm-up; what it teaches about them is not counted by {@link
 * #pointsLearned}. Times are those of {@link Rows#time}: the event's own, never a clock's; they may
 * be missing, stand still or go back.
 */
public interface Model {

  /** Judges the point by what was learnt so far. Never changes the model. */
  Score score(double[] point, long time);

  /** Why the point scores as it does. Meaningful once {@link #score} is {@link Score.Ready}. */
  Explanation explain(double[] point, long time);

  /**
   * The forecast of each value of the point, made without it; none if the model makes no forecasts.
   * Meaningful once {@link #score} is {@link Score.Ready}.
   */
  default Forecasts forecast(double[] point, long time) {
    return new Forecasts();
  }

  /** Takes the point into the model. */
  void learn(double[] point, long time);

  /**
   * The values by which the point is judged: the point itself, unless they are prepared for the
   * model.
   */
  default double[] judged(double[] point, long time) {
    return point;
  }

  /** {@link #score(double[], long)} of a point without a time. */
  default Score score(double[] point) {
    return score(point, Rows.NO_TIME);
  }

  /** {@link #explain(double[], long)} of a point without a time. */
  default Explanation explain(double[] point) {
    return explain(point, Rows.NO_TIME);
  }

  /** {@link #learn(double[], long)} of a point without a time. */
  default void learn(double[] point) {
    learn(point, Rows.NO_TIME);
  }

  /** How many points were learnt, those that lack a value not counted. */
  long pointsLearned();

  /**
   * Reads what the next point will need, so that the memory of many models can be on its way at
   * once. Changes nothing, and what it returns means nothing.
   */
  default double prefetch() {
    return pointsLearned();
  }

  /**
   * For each row of the run, in its order: {@link #score}, {@link #forecast}, {@link #explain} as
   * well if the score is an alert's, then {@link #learn}. The same results to the last bit, with no
   * allocation.
   *
   * <p>If it throws, {@link Run#pointsLearned()} says up to where rows were scored and learnt, and
   * {@link Run#learning()} whether the next one was about to be learnt or only scored. Scoring has
   * no side effect and may be repeated.
   */
  void scoreThenLearn(Run run);

  /** Everything learnt, as versioned bytes that {@link Detector#restore} takes. */
  ModelState state();
}
