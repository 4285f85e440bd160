package dev.weir.detectors;

import java.util.List;

/** A property of a record that a detector may find rare: a record has several. */
public enum View {
  /** The value, against what came lately. */
  LATELY("lately"),
  /** The value, for its hour of the day. */
  HOUR_OF_DAY("hour-of-day"),
  /** The value, for its hour of the week. */
  HOUR_OF_WEEK("hour-of-week"),
  /** How far the last values lie apart. */
  SPREAD("spread"),
  /** Where the last values lie. */
  LEVEL("level"),
  /** The last values, against those before. */
  CHANGE("change"),
  /** How values followed each other. */
  COURSE("course"),
  /** The record as a whole, by the measure of its detector. */
  RECORD("record"),
  /** For how many records in a row the value has not moved. */
  STANDSTILL("standstill");

  static final List<View> ALL = List.of(values());

  private final String text;

  View(String text) {
    this.text = text;
  }

  /** As outputs write it. */
  public String text() {
    return text;
  }
}
