package dev.weir.app.service.recent;

import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.PlotPoint.BySeverity;
import dev.weir.app.report.PlotPoint.Quality;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Monitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last {@value #MOST} seconds of the service, for plots. Thread-safe. */
public final class PlotHistory {

  static final int MOST = 900;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Monitor monitor;
  private final SeverityCounts severities;
  private final Latency.Interval latency;
  private final Deque<PlotPoint> points = new ArrayDeque<>();
  private long number;
  private long readBefore;
  private long nanosBefore;
  private BySeverity anomaliesBefore;

  /** Begins now. */
  public PlotHistory(Monitor monitor, SeverityCounts severities, long nanoTime) {
    this.monitor = monitor;
    this.severities = severities;
    this.latency = monitor.latency().interval();
    this.readBefore = read();
    this.nanosBefore = nanoTime;
    this.anomaliesBefore = severities.counts();
  }

  /**
   * Adds a point for the time since the last one.
   *
   * @param time in ms since 1970
   */
  public synchronized void sample(long time, long nanoTime) {
    long read = read();
    double seconds = (nanoTime - nanosBefore) / NANOS_PER_SECOND;
    BySeverity anomalies = severities.counts();
    Latency.Summary taken = latency.take();
    Confusion recent = monitor.evaluation().recent();
    boolean late = taken.records() > 0;
    points.addLast(
        new PlotPoint(
            ++number,
            time,
            seconds > 0 ? Math.max(0, read - readBefore) / seconds : Double.NaN,
            late ? taken.mean() / NANOS_PER_MILLI : Double.NaN,
            late ? taken.p99() / NANOS_PER_MILLI : Double.NaN,
            recent.total() > 0
                ? new Quality(recent.precision(), recent.recall(), recent.f1())
                : Quality.UNKNOWN,
            new BySeverity(
                anomalies.info() - anomaliesBefore.info(),
                anomalies.warning() - anomaliesBefore.warning(),
                anomalies.critical() - anomaliesBefore.critical())));
    if (points.size() > MOST) {
      points.removeFirst();
    }
    readBefore = read;
    nanosBefore = nanoTime;
    anomaliesBefore = anomalies;
  }

  /** Records read in this run. */
  private long read() {
    return monitor.pipelines().stream()
        .mapToLong(pipeline -> pipeline.read() - pipeline.restored().settled())
        .sum();
  }

  /** The points after one, the oldest first. */
  public synchronized List<PlotPoint> after(long known) {
    return points.stream().filter(point -> point.number() > known).toList();
  }
}
