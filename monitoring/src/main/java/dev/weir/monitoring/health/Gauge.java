package dev.weir.monitoring.health;

import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.RecordCount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Reads the measurements and says what became of them since the last time. One owner. */
final class Gauge {

  private static final double NANOS = 1e9;

  /** Readings that make up a minute, at one a second. */
  private static final int MINUTE = 60;

  /** Records that came to their end in this run, and what went wrong. */
  private record Reading(long nanoTime, long settled, long errors) {}

  /**
   * A summary for the log.
   *
   * @param lag records read and not yet written
   */
  record Summary(long processed, long anomalies, double throughput, double latencyP99, long lag) {}

  private final Monitor monitor;
  private final long inputQueue;
  private final long outputQueue;
  private final LongSupplier heap;
  private final Deque<Reading> minute = new ArrayDeque<>();
  private Reading last = new Reading(0, 0, 0);
  private Reading lastSummary = new Reading(0, 0, 0);
  private double worstP99;
  private boolean waited;
  private long checkpoints;
  private long failedCheckpoints;
  private int failedInARow;
  private long waitingSince;
  private boolean seriesWaited;

  Gauge(Monitor monitor, long inputQueue, long outputQueue, LongSupplier heap) {
    this.monitor = monitor;
    this.inputQueue = inputQueue;
    this.outputQueue = outputQueue;
    this.heap = heap;
  }

  /** Reads everything. The first reading has nothing to compare with. */
  Measures read(long nanoTime) {
    Reading now = new Reading(nanoTime, monitor.settledHere(), monitor.errors());
    boolean first = minute.isEmpty();
    Reading before = first ? now : last;
    minute.addLast(now);
    if (minute.size() > MINUTE + 1) {
      minute.removeFirst();
    }
    Reading minuteAgo = minute.getFirst();
    long input = monitor.pipelines().stream().mapToLong(PipelineMonitor::inputQueue).sum();
    long output = monitor.pipelines().stream().mapToLong(PipelineMonitor::outputQueue).sum();
    Latency.Summary latency = monitor.latency().takeRecent();
    worstP99 = Math.max(worstP99, latency.p99());
    boolean waitsAllTheTime = input > 0 && waited;
    waited = input > 0;
    if (first) {
      lastSummary = now;
    }
    last = now;
    countCheckpoints();
    long waiting = monitor.pipelines().stream().mapToLong(PipelineMonitor::waiting).sum();
    if (waiting == 0 || !seriesWaited) {
      waitingSince = nanoTime;
    }
    seriesWaited = waiting > 0;
    return new Measures(
        new Measures.Flow(
            (now.nanoTime() - before.nanoTime()) / NANOS,
            Math.max(0, now.settled() - before.settled()),
            latency),
        new Measures.Errors(
            now.errors() - minuteAgo.errors(), Math.max(0, now.settled() - minuteAgo.settled())),
        new Measures.Queues(
            waitsAllTheTime, (double) input / inputQueue, (double) output / outputQueue),
        heap.getAsLong(),
        new Measures.Waiting(waiting, waiting == 0 ? 0 : (nanoTime - waitingSince) / NANOS),
        new Measures.Checkpoints(failedInARow, monitor.checkpointFailure()));
  }

  /** Returns the changes since the last summary. */
  Summary summary(long nanoTime) {
    Reading now = new Reading(nanoTime, monitor.settledHere(), monitor.errors());
    double seconds = (now.nanoTime() - lastSummary.nanoTime()) / NANOS;
    // What was taken back after a fault is no progress, nor less than none.
    long settled = Math.max(0, now.settled() - lastSummary.settled());
    long processed = monitor.counts().settled();
    Summary summary =
        new Summary(
            processed,
            monitor.counts().get(RecordCount.ANOMALIES),
            seconds > 0 ? settled / seconds : 0,
            worstP99,
            monitor.read() - processed);
    lastSummary = now;
    worstP99 = 0;
    return summary;
  }

  private void countCheckpoints() {
    if (monitor.checkpoints() > checkpoints) {
      failedInARow = 0;
    }
    failedInARow += (int) (monitor.failedCheckpoints() - failedCheckpoints);
    checkpoints = monitor.checkpoints();
    failedCheckpoints = monitor.failedCheckpoints();
  }
}
