package dev.weir.app.report;

/**
 * A second of the service, for plots. What is not known is NaN.
 *
 * @param number counts the points of a run from 1
 * @param time in ms since 1970, by the wall clock
 * @param throughput in records a second
 * @param mean latency in ms of the records of this second
 * @param p99 latency in ms that 99 of 100 records of this second did not exceed
 * @param precision of the last 1,000 labelled records
 * @param recall of the last 1,000 labelled records
 * @param f1 of the last 1,000 labelled records
 * @param anomalies of this second by severity, from the least severe
 */
public record PlotPoint(
    long number,
    long time,
    double throughput,
    double mean,
    double p99,
    double precision,
    double recall,
    double f1,
    BySeverity anomalies) {

  /** Numbers of anomalies. */
  public record BySeverity(long info, long warning, long critical) {}
}
