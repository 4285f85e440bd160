package dev.weir.monitoring;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The measurements of one pipeline. Each value has one writer at a time, named at its method;
 * anybody may read.
 */
public final class PipelineMonitor {

  private final String pipeline;
  private final LongAdder stalls = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final LongAdder rewinds = new LongAdder();
  private final Map<Integer, Warming> warming = new ConcurrentHashMap<>();
  private volatile RecordCounts counts = RecordCounts.NONE;
  private volatile Evaluation.Report evaluation = Evaluation.Report.NONE;
  private volatile AlertRate alertRate = AlertRate.NONE;
  private volatile long read;
  private volatile RecordCounts restored = RecordCounts.NONE;
  private volatile long dispatched;
  private volatile long written;
  private volatile long series;
  private volatile long gapRecords;
  private volatile long gaps;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean idle;
  private volatile boolean ended;
  private volatile long idleSince;

  public PipelineMonitor(String pipeline) {
    this.pipeline = pipeline;
  }

  public String pipeline() {
    return pipeline;
  }

  /** By the pipeline, at each start, with or without a checkpoint. */
  public void started(RecordCounts from, long seriesRestored) {
    if (rewinds.sum() == 0) {
      restored = from;
    }
    counts = from;
    read = from.settled();
    dispatched = read;
    written = read;
    series = seriesRestored;
    ended = false;
    idle = false;
    trouble = Optional.empty();
  }

  /** By the pipeline, when it goes back to its last checkpoint. */
  public void rewound() {
    rewinds.increment();
    idle = false;
  }

  /** By the reader: how many records were read in all, and how many series are known. */
  public void read(long total, long knownSeries) {
    read = total;
    series = knownSeries;
    idle = false;
  }

  /**
   * By the reader: how the source is.
   *
   * @param recordsGone records that were gone from it before they could be read
   * @param partsGone parts of it that were gone before they could be read, of unknown length
   * @param away why it cannot be reached; empty if it can
   */
  public void source(long recordsGone, long partsGone, Optional<String> away) {
    gapRecords = recordsGone;
    gaps = partsGone;
    trouble = away;
    if (away.isPresent()) {
      idle = false;
    }
  }

  /** By the reader: there is nothing to read now. */
  public void idle(long nanoTime, boolean sourceEnded) {
    if (!idle) {
      idleSince = nanoTime;
    }
    ended = sourceEnded;
    idle = true;
  }

  /**
   * The partition is gone from its source, and the pipeline has stopped. Its counts remain, so that
   * totals never fall; {@link #started} ends this.
   */
  public void gone() {
    trouble = Optional.empty();
    ended = true;
    idle = true;
  }

  /** By the ingestion: how many records were handed to workers in all. */
  public void dispatched(long total) {
    dispatched = total;
  }

  /** By the outlet: what became of all records up to here. */
  public void written(RecordCounts all, Evaluation.Report report) {
    counts = all;
    written = all.settled();
    evaluation = report;
  }

  /** By the outlet: what series with a budget brought in this run. */
  public void alertRate(AlertRate rate) {
    alertRate = rate;
  }

  /** By a worker: a series has to wait for the outcome of a fit or of a drift check. */
  public void stalled() {
    stalls.increment();
    waiting.increment();
  }

  /** By a worker: a series waits no longer. */
  public void resumed() {
    waiting.decrement();
  }

  /** By a worker: which of its series are warming now. */
  public void warming(int worker, Warming now) {
    warming.put(worker, now);
  }

  public RecordCounts counts() {
    return counts;
  }

  public AlertRate alertRate() {
    return alertRate;
  }

  public Evaluation.Report evaluation() {
    return evaluation;
  }

  /** Records read in all, those of earlier runs included. */
  public long read() {
    return read;
  }

  /** The counts when this run began. */
  public RecordCounts restored() {
    return restored;
  }

  /** Records read that no worker has been given yet. */
  public long inputQueue() {
    return Math.max(0, read - dispatched);
  }

  /** Records given to workers that are not written yet. */
  public long outputQueue() {
    return Math.max(0, dispatched - written);
  }

  public long series() {
    return series;
  }

  /** Series whose models cannot judge yet. */
  public Warming warming() {
    return warming.values().stream().reduce(Warming.NONE, Warming::plus);
  }

  /** Records that were gone from the source before they could be read, earlier runs included. */
  public long gapRecords() {
    return gapRecords;
  }

  /**
   * Parts of the source, of unknown length, that were gone before they could be read; earlier runs
   * included.
   */
  public long gaps() {
    return gaps;
  }

  /** Why the source cannot be reached at the moment. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** How often a series had to wait. */
  public long stalls() {
    return stalls.sum();
  }

  /** How many series wait now. */
  public long waiting() {
    return waiting.sum();
  }

  /** How often the pipeline went back to its last checkpoint. */
  public long rewinds() {
    return rewinds.sum();
  }

  /** Whether the source has nothing to read and everything read is written. */
  public boolean quiet() {
    return idle && written == read;
  }

  /** Whether the source will never have anything to read again. */
  public boolean ended() {
    return idle && ended;
  }

  /** Since when the source has had nothing to read; meaningful while {@link #quiet()}. */
  public long idleSince() {
    return idleSince;
  }
}
