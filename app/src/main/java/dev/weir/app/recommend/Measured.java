package dev.weir.app.recommend;

import dev.weir.monitoring.evaluation.Quality;

/**
 * Holds what was measured of one candidate.
 *
 * @param quality of its alerts and scores, against the labels or the injected anomalies
 * @param f1 of its alerts by events, with an interval
 * @param warmUp until the first record was scored
 */
record Measured(
    Candidate candidate, Quality quality, Interval f1, Speed speed, WarmUp warmUp, Memory memory) {

  /**
   * One core, scoring and learning, without reading and writing.
   *
   * @param recordsPerSecond of whole runs of records
   * @param medianNanos of a single record
   * @param p99Nanos which 99 of 100 single records do not exceed
   */
  record Speed(double recordsPerSecond, long medianNanos, long p99Nanos) {}

  /**
   * The beginning of a series.
   *
   * @param records of the first series before its first scored one; all if none was
   * @param nanos that they took, the first fit included
   */
  record WarmUp(int records, long nanos) {}

  /**
   * The mean of a series, in bytes.
   *
   * @param heap of its model, its drift window and its schedule, in a running service
   * @param state in a checkpoint
   */
  record Memory(long heap, long state) {}
}
