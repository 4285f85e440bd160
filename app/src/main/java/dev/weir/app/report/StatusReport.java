package dev.weir.app.report;

import dev.weir.monitoring.AlertRate;
import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Latency;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.Warming;
import dev.weir.monitoring.health.HealthReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the service says of itself.
 *
 * @param read records read in all
 * @param gapRecords records that were gone from their sources before they could be read
 * @param gaps parts of sources, of unknown length, that were gone before they could be read
 * @param checkpointAge empty if there was no checkpoint
 * @param checkpointPause how long records waited for series to be saved
 * @param health empty if it is not watched
 */
public record StatusReport(
    boolean running,
    Duration uptime,
    long read,
    long gapRecords,
    long gaps,
    RecordCounts counts,
    AlertRate alertRate,
    double throughput,
    Latency.Summary latency,
    long memory,
    long errors,
    Queue input,
    Queue output,
    long series,
    Warming warming,
    long trained,
    long stalls,
    long checkpoints,
    long failedCheckpoints,
    Optional<Duration> checkpointAge,
    Latency.Summary checkpointPause,
    List<ReceiverMonitor.Counts> receivers,
    Evaluation.Report evaluation,
    Optional<HealthReport> health) {

  /** How many records are in a queue, and how many may be. */
  public record Queue(long size, long capacity) {}

  /**
   * Reads it off the measurements.
   *
   * @param capacities of the input and the output queue
   */
  public static StatusReport of(
      Monitor monitor,
      boolean running,
      Duration uptime,
      long nanoTime,
      Capacities capacities,
      Optional<HealthReport> health) {
    long age = monitor.checkpointAge(nanoTime);
    Runtime runtime = Runtime.getRuntime();
    // The counts are read first: what was read since can only be more.
    RecordCounts counts = monitor.counts();
    return new StatusReport(
        running,
        uptime,
        monitor.read(),
        monitor.gapRecords(),
        monitor.gaps(),
        counts,
        monitor.alertRate(),
        monitor.throughput(),
        monitor.latency().total(),
        runtime.totalMemory() - runtime.freeMemory(),
        monitor.errors(),
        new Queue(sum(monitor, PipelineMonitor::inputQueue), capacities.input()),
        new Queue(sum(monitor, PipelineMonitor::outputQueue), capacities.output()),
        sum(monitor, PipelineMonitor::series),
        monitor.pipelines().stream()
            .map(PipelineMonitor::warming)
            .reduce(Warming.NONE, Warming::plus),
        monitor.fits(),
        sum(monitor, PipelineMonitor::stalls),
        monitor.checkpoints(),
        monitor.failedCheckpoints(),
        age < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(age)),
        monitor.checkpointPause().total(),
        monitor.receivers().stream().map(ReceiverMonitor::counts).toList(),
        monitor.evaluation(),
        health);
  }

  /** How many records the queues may hold. */
  public record Capacities(long input, long output) {}

  private static long sum(
      Monitor monitor, java.util.function.ToLongFunction<PipelineMonitor> value) {
    return monitor.pipelines().stream().mapToLong(value).sum();
  }

  /** Records that were read and are not accounted for yet; 0 when nothing moves. */
  public long inFlight() {
    return read - counts.settled();
  }

  /** All labelled records together; empty if none had a label. */
  public Optional<Confusion> confusion() {
    return evaluation.all().total() == 0 ? Optional.empty() : Optional.of(evaluation.all());
  }
}
