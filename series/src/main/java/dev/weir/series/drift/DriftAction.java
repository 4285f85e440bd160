package dev.weir.series.drift;

/** Names the reaction to a drift of a series. */
public enum DriftAction {
  /**
   * Compare with the new normal from now on, and fit the model again, if it is fitted from a
   * window.
   */
  RETRAIN,
  /** Compare with the new normal from now on. */
  RENEW,
  /** Report it, and go on comparing with the old normal. */
  NONE
}
