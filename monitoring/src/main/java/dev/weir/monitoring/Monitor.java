package dev.weir.monitoring;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Everything the process measures. Thread-safe. */
public final class Monitor {

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, PipelineMonitor> pipelines = new ConcurrentHashMap<>();
  private final Map<String, ReceiverMonitor> receivers = new ConcurrentSkipListMap<>();
  private final Latency latency = new Latency();
  private final Latency checkpointPause = new Latency();
  private final LongAdder errors = new LongAdder();
  private final LongAdder fits = new LongAdder();
  private final LongAdder checkpoints = new LongAdder();
  private final LongAdder failedCheckpoints = new LongAdder();
  private volatile String checkpointFailure = "";
  private final Map<String, LongAdder> remoteWriteSkipped = new ConcurrentSkipListMap<>();
  private volatile Optional<Instant> certificateExpiry = Optional.empty();
  private final AtomicLong firstRead = new AtomicLong(NEVER);
  private final AtomicLong lastWrite = new AtomicLong(NEVER);
  private final AtomicLong lastCheckpoint = new AtomicLong(NEVER);

  /** The pipeline's monitor, the same at each call. */
  public PipelineMonitor pipeline(String pipeline) {
    return pipelines.computeIfAbsent(pipeline, PipelineMonitor::new);
  }

  public Collection<PipelineMonitor> pipelines() {
    return pipelines.values();
  }

  /** The receiver's monitor, the same at each call. */
  public ReceiverMonitor receiver(String receiver) {
    return receivers.computeIfAbsent(receiver, ReceiverMonitor::new);
  }

  /** In the order of their names. */
  public Collection<ReceiverMonitor> receivers() {
    return receivers.values();
  }

  /** From a record read to its detection written. */
  public Latency latency() {
    return latency;
  }

  /** How long a worker took no records at a stretch because it saved series. */
  public Latency checkpointPause() {
    return checkpointPause;
  }

  /** Records were read at this time. */
  public void readAt(long nanoTime) {
    if (firstRead.get() == NEVER) {
      firstRead.compareAndSet(NEVER, nanoTime);
    }
  }

  /** A batch of so many records, read at one time, was written at another. */
  public void writtenAt(long nanoTime, long readNanoTime, int records) {
    latency.record(nanoTime - readNanoTime, records);
    lastWrite.accumulateAndGet(nanoTime, Math::max);
  }

  /** Something went wrong that was handled: a dead letter, a restart, a failed write. */
  public void error(long count) {
    errors.add(count);
  }

  public void fitted() {
    fits.increment();
  }

  public void checkpointed(long nanoTime) {
    checkpoints.increment();
    lastCheckpoint.accumulateAndGet(nanoTime, Math::max);
  }

  /**
   * A checkpoint could not be saved.
   *
   * @param reason for a person
   */
  public void checkpointFailed(String reason) {
    checkpointFailure = reason;
    failedCheckpoints.increment();
  }

  /**
   * Samples, exemplars or histograms of Prometheus remote write became no record.
   *
   * @param reason one of a few words that are known at the start; with a count of 0 it is listed
   */
  public void remoteWriteSkipped(String reason, long count) {
    remoteWriteSkipped.computeIfAbsent(reason, unused -> new LongAdder()).add(count);
  }

  /** How many became no record, by reason. */
  public SortedMap<String, Long> remoteWriteSkipped() {
    SortedMap<String, Long> counts = new TreeMap<>();
    remoteWriteSkipped.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }

  /** The certificate that the HTTP interface presents from now on expires at this time. */
  public void certificateExpires(Instant at) {
    certificateExpiry = Optional.of(at);
  }

  /** When the certificate of the HTTP interface expires; empty without TLS. */
  public Optional<Instant> certificateExpiry() {
    return certificateExpiry;
  }

  public long errors() {
    return errors.sum();
  }

  public long fits() {
    return fits.sum();
  }

  public long checkpoints() {
    return checkpoints.sum();
  }

  public long failedCheckpoints() {
    return failedCheckpoints.sum();
  }

  /** Why the last checkpoint that failed did; empty if none has. */
  public String checkpointFailure() {
    return checkpointFailure;
  }

  /** Nanoseconds since the last checkpoint, or -1 if there was none. */
  public long checkpointAge(long nanoTime) {
    return lastCheckpoint.get() == NEVER ? -1 : nanoTime - lastCheckpoint.get();
  }

  /** Counts of all pipelines together. */
  public RecordCounts counts() {
    return pipelines.values().stream()
        .map(PipelineMonitor::counts)
        .reduce(RecordCounts.NONE, RecordCounts::plus);
  }

  /** Records read by all pipelines together, earlier runs included. */
  public long read() {
    return pipelines.values().stream().mapToLong(PipelineMonitor::read).sum();
  }

  /** Records that were gone from their sources before they could be read. */
  public long gapRecords() {
    return pipelines.values().stream().mapToLong(PipelineMonitor::gapRecords).sum();
  }

  /**
   * Parts of sources, of unknown length, that were gone before they could be read; earlier runs
   * included.
   */
  public long gaps() {
    return pipelines.values().stream().mapToLong(PipelineMonitor::gaps).sum();
  }

  /** Records a second in this run, from the first record read to the last detection written. */
  public double throughput() {
    long nanos = lastWrite.get() - firstRead.get();
    if (firstRead.get() == NEVER || lastWrite.get() == NEVER || nanos <= 0) {
      return 0;
    }
    return settledHere() * 1e9 / nanos;
  }

  /** Records that came to their end in this run; fewer than before when some are taken back. */
  public long settledHere() {
    return pipelines.values().stream()
        .mapToLong(p -> Math.max(0, p.counts().settled() - p.restored().settled()))
        .sum();
  }

  /** Alerts of all series that have a budget. */
  public AlertRate alertRate() {
    return pipelines.values().stream()
        .map(PipelineMonitor::alertRate)
        .reduce(AlertRate.NONE, AlertRate::plus);
  }

  /** Evaluation of all pipelines together. */
  public Evaluation.Report evaluation() {
    return pipelines.values().stream()
        .map(PipelineMonitor::evaluation)
        .reduce(Evaluation.Report.NONE, Evaluation.Report::plus);
  }
}
