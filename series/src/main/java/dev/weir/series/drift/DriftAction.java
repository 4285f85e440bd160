package dev.weir.series.drift;

/** What is done when a series has drifted. */
public enum DriftAction {
  /**
   * Compare with the new normal from now on, and fit the model anew if it is one that is fitted.
   */
  RETRAIN,
  /** Compare with the new normal from now on. */
  RENEW,
  /** Report it, and go on comparing with the old normal. */
  NONE
}
