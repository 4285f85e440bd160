package dev.weir.engine;

/** What records are read for. */
public enum Phase {
  /**
   * To be learnt from only: they are counted, and nobody is told of them. A source has them before
   * all others, if it has any.
   */
  HISTORY,
  /** To be judged. */
  LIVE
}
