package dev.weir.series;

import dev.weir.detectors.Rows;
import dev.weir.detectors.Scores;

/**
 * Records on their way through the models of their series, in columns, with room for the results.
 * Rows count from 0. Different series may process their rows in different threads at once; the rows
 * of one series belong to one thread at a time.
 */
public interface Records {

  /** Stands for an event time that is not known: no record can have it. */
  long UNKNOWN_TIME = Long.MIN_VALUE;

  /** Values and times of all rows. */
  Rows rows();

  /** Receives the results of the models, at the indexes of the rows. */
  Scores scores();

  /** Unit of {@link #time}. */
  EventTime timeKind();

  /** Event time of a row. */
  long time(int row);

  /** Whether the rows are history: they are learned, and open no incidents. */
  boolean isHistory();

  /** Place of the row in its source, as text. */
  String position(int row);

  /** Id of the detection of a row: 32 hex digits, the same after any restart. */
  String id(int row);

  /** Id of something else that is reported at a row: 32 hex digits, another for each author. */
  String id(int row, String author);

  /** Sets the status of a row. */
  void settle(int row, Status as);

  /** Sets the status of a row to {@link Status#DEAD_LETTERED}. */
  void settle(int row, DeadLetter why);

  /**
   * Sets the event time at which the series of a warming row will be ready; {@link #UNKNOWN_TIME}
   * if it cannot be estimated.
   */
  void readyAt(int row, long at);

  /**
   * Array with the values that a row with a score was judged by, from {@code rows().start(row)} on:
   * the values of the row, unless they were prepared.
   */
  default double[] judgedValues(int row) {
    return scores().isPrepared(row) ? scores().judged() : rows().values();
  }
}
