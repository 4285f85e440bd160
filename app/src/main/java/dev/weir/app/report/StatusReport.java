package dev.weir.app.report;

import dev.weir.monitoring.Confusion;
import dev.weir.monitoring.ReceiverMonitor;
import dev.weir.monitoring.RecordCounts;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.monitoring.metrics.Readings;
import java.util.List;
import java.util.Optional;

/**
 * The state of the service: its metrics, and what is not a number.
 *
 * @param running false once the service has stopped
 */
public record StatusReport(boolean running, Readings readings) {

  /** The counts of all sources together. */
  public RecordCounts counts() {
    return readings.counts();
  }

  /** Records read in all, earlier runs included. */
  public long read() {
    return readings.monitor().read();
  }

  /** Records that were read and are not accounted for yet; 0 when nothing moves. */
  public long inFlight() {
    return read() - counts().settled();
  }

  /** Failures that were handled. */
  public long errors() {
    return readings.monitor().errors();
  }

  /** Checkpoints saved in this run. */
  public long checkpoints() {
    return readings.monitor().checkpoints();
  }

  /** The receivers of alerts, in the order of their names. */
  public List<ReceiverMonitor.Counts> receivers() {
    return readings.receivers();
  }

  /** Empty if health is not watched. */
  public Optional<HealthReport> health() {
    return readings.health();
  }

  /** All labelled records together; empty if none had a label. */
  public Optional<Confusion> confusion() {
    Confusion all = readings.evaluation().all();
    return all.total() == 0 ? Optional.empty() : Optional.of(all);
  }
}
