package dev.weir.benchmarks.scenarios;

/**
 * Rows in which something happens.
 *
 * @param from first row
 * @param to row behind the last one
 * @param grace rows behind the event in which an alert still counts as its own and flagged rows are
 *     not counted as false: the time a lasting change takes to become normal
 * @param wanted whether the event has to be found; otherwise alerts at its rows count neither way
 */
record Event(int from, int to, int grace, boolean wanted) {

  boolean covers(int row) {
    return row >= from && row < to + grace;
  }
}
