package dev.weir.engine;

/** The label of a record in the data, for evaluation only: no detector sees it. */
public enum Label {
  /** The record came without one. */
  NONE,
  NORMAL,
  ANOMALOUS
}
