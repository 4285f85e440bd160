package dev.weir.engine;

/** The purpose for which records are read. */
public enum Phase {
  /**
   * To be learned from only: the records are counted, and no detection is reported. A source has
   * them before all others, if it has any.
   */
  HISTORY,
  /** To be judged. */
  LIVE
}
