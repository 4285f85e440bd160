package dev.weir.monitoring.health;

import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Reads the measurements and says what became of them since the last time. One owner. */
final class Gauge {

  private static final double NANOS = 1e9;

  /** Readings that make up a minute, at one a second. */
  private static final int MINUTE = 60;

  private record Reading(long nanoTime, long settled, long errors) {}

  /**
   * What is worth a line from time to time.
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
    Reading now = new Reading(nanoTime, monitor.counts().settled(), monitor.errors());
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
        (now.nanoTime() - before.nanoTime()) / NANOS,
        now.settled() - before.settled(),
        latency,
        now.errors() - minuteAgo.errors(),
        now.settled() - minuteAgo.settled(),
        waitsAllTheTime,
        (double) input / inputQueue,
        (double) output / outputQueue,
        heap.getAsLong(),
        waiting,
        waiting == 0 ? 0 : (nanoTime - waitingSince) / NANOS,
        failedInARow,
        monitor.checkpointFailure());
  }

  /** What happened since the last summary. */
  Summary summary(long nanoTime) {
    Reading now = new Reading(nanoTime, monitor.counts().settled(), monitor.errors());
    double seconds = (now.nanoTime() - lastSummary.nanoTime()) / NANOS;
    double throughput = seconds > 0 ? (now.settled() - lastSummary.settled()) / seconds : 0;
    Summary summary =
        new Summary(
            now.settled(),
            monitor.counts().anomalies(),
            throughput,
            worstP99,
            monitor.read() - now.settled());
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
