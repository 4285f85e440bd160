package dev.weir.app.http.ingest;

import dev.weir.connectors.remotewrite.RemoteWrite.Skipped;
import dev.weir.monitoring.Monitor;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts for {@code /metrics} and logs how many samples of remote write became no record, by their
 * kind. The log has a line at the first, and then at most one a minute. Thread-safe.
 */
final class SkippedLog {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Monitor monitor;
  private final Map<Skipped, Long> counts = new EnumMap<>(Skipped.class);
  private boolean started;
  private long last;

  SkippedLog(LongSupplier nanoTime, Monitor monitor) {
    this.nanoTime = nanoTime;
    this.monitor = monitor;
    for (Skipped kind : Skipped.values()) {
      monitor.remoteWriteSkipped(reason(kind), 0);
    }
  }

  /** Adds the counts of a request. A request that is sent twice is counted twice. */
  synchronized void add(Map<Skipped, Long> skipped) {
    skipped.forEach((kind, count) -> {
      counts.merge(kind, count, Long::sum);
      monitor.remoteWriteSkipped(reason(kind), count);
    });
    long now = nanoTime.getAsLong();
    if (!skipped.isEmpty() && (!started || now - last >= PERIOD)) {
      started = true;
      last = now;
      LOG.info("remote write: skipped since the start: {}", this);
    }
  }

  /** The kinds that came, with their counts. */
  @Override
  public synchronized String toString() {
    StringJoiner text = new StringJoiner(", ");
    counts.forEach(
        (kind, count) -> text.add(String.format(Locale.ROOT, "%,d %s", count, name(kind))));
    return text.toString();
  }

  /** The value of the metric's label. */
  private static String reason(Skipped kind) {
    return switch (kind) {
      case BAD_SERIES -> "bad_series";
      case BUCKETS -> "bucket";
      case STALE -> "stale";
      case NOT_FINITE -> "not_finite";
      case BAD_TIME -> "bad_time";
      case EXEMPLARS -> "exemplar";
      case HISTOGRAMS -> "native_histogram";
    };
  }

  private static String name(Skipped kind) {
    return switch (kind) {
      case BAD_SERIES -> "samples of series whose labels cannot be a key";
      case BUCKETS -> "samples of histogram buckets";
      case STALE -> "staleness markers";
      case NOT_FINITE -> "samples that are not a number or infinite";
      case BAD_TIME -> "samples with a time out of range";
      case EXEMPLARS -> "exemplars";
      case HISTOGRAMS -> "native histograms";
    };
  }
}
