package dev.weir.monitoring.metrics;

import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.health.HealthReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that metrics are read off. The counts of records are those of the moment it was made;
 * everything else is read when it is asked for, so it can only be more.
 *
 * @param sources in the order of their names
 * @param nanoTime the time of the reading, by the clock of the monitor
 * @param uptime since the service started
 * @param capacities of the input and the output queue of all sources together, in records
 * @param heapUsed in bytes
 * @param health empty if it is not watched
 * @param version of the program
 */
public record Readings(
    Monitor monitor,
    List<Source> sources,
    long nanoTime,
    Duration uptime,
    Capacities capacities,
    long heapUsed,
    Optional<HealthReport> health,
    String version) {

  /** A source, with its counts when the readings were made. */
  public record Source(PipelineMonitor monitor, RecordCounts counts) {}

  /** How many records the queues may hold. */
  public record Capacities(long input, long output) {}

  public Readings {
    sources = List.copyOf(sources);
  }

  /** The sources of a monitor, each with its counts now. */
  public static List<Source> sources(Monitor monitor) {
    return monitor.pipelines().stream()
        .sorted(Comparator.comparing(PipelineMonitor::pipeline))
        .map(pipeline -> new Source(pipeline, pipeline.counts()))
        .toList();
  }

  /** These readings, with a source that counted nothing where there is no source yet. */
  public Readings orZeros() {
    Source nothing = new Source(new PipelineMonitor(""), RecordCounts.NONE);
    return sources.isEmpty()
        ? new Readings(
            monitor, List.of(nothing), nanoTime, uptime, capacities, heapUsed, health, version)
        : this;
  }

  /** The counts of all sources together. */
  public RecordCounts counts() {
    return sources.stream().map(Source::counts).reduce(RecordCounts.NONE, RecordCounts::plus);
  }

  /** The receivers of alerts, in the order of their names. */
  public List<ReceiverMonitor.Counts> receivers() {
    return monitor.receivers().stream().map(ReceiverMonitor::counts).toList();
  }

  /** The agreement of detections with labels, of all sources together. */
  public Evaluation.Report evaluation() {
    return monitor.evaluation();
  }
}
