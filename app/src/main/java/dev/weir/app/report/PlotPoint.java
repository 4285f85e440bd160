package dev.weir.app.report;

/**
 * A second of the service, for plots. What is not known is NaN.
 *
 * @param number counts the points of a run from 1
 * @param time in ms since 1970, by the wall clock
 * @param throughput in records a second
 * @param mean latency in ms of the records of this second
 * @param p99 latency in ms that 99 of 100 records of this second did not exceed
 * @param quality of the last 1,000 labelled records
 * @param anomalies of this second by severity, from the least severe
 */
public record PlotPoint(
    long number,
    long time,
    double throughput,
    double mean,
    double p99,
    Quality quality,
    BySeverity anomalies) {

  /** How well labels were found, each from 0 to 1. */
  public record Quality(double precision, double recall, double f1) {

    /** Without labels. */
    public static final Quality UNKNOWN = new Quality(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Counts the anomalies of each severity. */
  public record BySeverity(long info, long warning, long critical) {}
}
