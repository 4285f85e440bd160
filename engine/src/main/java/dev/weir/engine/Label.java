package dev.weir.engine;

/** What the data itself says of a record, for evaluation only: no detector ever sees it. */
public enum Label {
  /** The record came without one. */
  NONE,
  NORMAL,
  ANOMALOUS
}
