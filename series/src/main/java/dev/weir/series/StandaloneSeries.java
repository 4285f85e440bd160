package dev.weir.series;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One series without an engine: takes a record, returns its verdict. Fits and drift checks run in
 * the calling thread, at the record at which they begin. The verdicts are those of an engine that
 * has the same settings, to the last bit. Not thread-safe; one owner.
 *
 * <p>It does not watch for silence: that takes the time of a whole stream.
 */
public final class StandaloneSeries {

  private static final int STATE = 4096;

  private final SeriesProcessor processor;
  private final SingleRecord record;
  private final Run run = new Run();
  private final int[] order = {0};

  private StandaloneSeries(String stream, Series series, SeriesProcessor processor) {
    this.processor = processor;
    this.record = new SingleRecord(stream, series);
  }

  /**
   * A series without a past.
   *
   * @param stream name of the pipeline that ids of detections and incidents are made of
   * @throws java.util.NoSuchElementException if the series has no detector
   */
  public static StandaloneSeries fresh(String stream, Series series, SeriesRules rules) {
    return new StandaloneSeries(stream, series, SeriesProcessor.fresh(series, rules));
  }

  /**
   * A series that goes on after the last record before {@link #state} was called. A model whose
   * parameters changed relearns, and so does a drift test.
   *
   * @throws dev.weir.detectors.StateMismatchException if the state is damaged
   * @throws dev.weir.detectors.NewerStateException if a newer build wrote it
   */
  public static StandaloneSeries restore(
      String stream, Series series, SeriesRules rules, byte[] state) {
    SeriesProcessor processor =
        SeriesProcessor.read(series, rules, new StateReader(ByteBuffer.wrap(state)));
    return new StandaloneSeries(stream, series, processor);
  }

  /**
   * Scores a record, then learns it.
   *
   * @param values of the features of the series, in order; NaN is a missing value
   * @param at event time, between {@link EventTime#EARLIEST} and {@link EventTime#LATEST}
   * @param position of the record in its source: ids are made of it
   * @throws IllegalArgumentException if the number of values is not that of the features
   * @throws PoisonRecordException if the model threw while learning the record; the series must be
   *     restored from a state before it, and the record must be {@linkplain #skip skipped}
   */
  public Verdict observe(double[] values, Instant at, String position) {
    return observe(values, EventTime.INSTANT, EventTime.of(at), position);
  }

  /** {@link #observe(double[], Instant, String)} of a record that has a number and no time. */
  public Verdict observe(double[] values, long number, String position) {
    return observe(values, EventTime.NUMBER, number, position);
  }

  private Verdict observe(double[] values, EventTime kind, long time, String position) {
    set(values, kind, time, position);
    List<SeriesEvent> events = new ArrayList<>();
    observe(record, order, 0, 1, events);
    return verdict(events);
  }

  /**
   * Processes rows {@code order[from..to)} of a batch, all of which belong to this series. No
   * allocation per record.
   */
  public void observe(Records in, int[] order, int from, int to, List<? super SeriesEvent> events) {
    int next = from;
    while (next < to) {
      runTasks();
      next = processor.process(in, order, next, to, run, events);
    }
  }

  private void runTasks() {
    if (processor.takeTaskBegun()) {
      processor.tasks().forEach(task -> processor.complete(task.run()));
    }
  }

  /** Passes over a record that the model cannot learn. Too many of them quarantine the series. */
  public Verdict skip(double[] values, Instant at, String position) {
    set(values, EventTime.INSTANT, EventTime.of(at), position);
    List<SeriesEvent> events = new ArrayList<>();
    runTasks();
    if (!processor.skip(record, 0, events)) {
      throw new IllegalStateException("an outcome is missing though every task has run");
    }
    return verdict(events);
  }

  /** Whether the restored state was of another detector or of other settings, and was dropped. */
  public boolean isRelearning() {
    return processor.isRelearning();
  }

  /** Everything that it knows, as bytes that {@link #restore} takes. */
  public byte[] state() {
    StateWriter out = new StateWriter(STATE);
    processor.write(out);
    ByteBuffer written = out.written();
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  private void set(double[] values, EventTime kind, long time, String position) {
    int features = processor.series().features().size();
    if (values.length != features) {
      throw new IllegalArgumentException(
          "series '%s' has %d features, and the record has %d values"
              .formatted(processor.series().key(), features, values.length));
    }
    record.set(values, kind, time, position);
  }

  private Verdict verdict(List<SeriesEvent> events) {
    return new Verdict(
        record.status(), score(), explanation(), record.readyAt(), record.deadLetter(), events);
  }

  private Optional<Score> score() {
    return switch (record.status()) {
      case SCORED, WARMING -> Optional.of(record.scores().score(0));
      case UNSCORABLE, DEAD_LETTERED, REJECTED, LATE_DROPPED, DUPLICATE -> Optional.empty();
    };
  }

  private Optional<Explanation> explanation() {
    double strongest = Math.max(record.scores().anomalyScore(0), record.scores().alert(0));
    return record.status() == Status.SCORED && AnomalyScore.isAnomaly(strongest)
        ? Optional.of(record.scores().explanation(record.rows(), 0))
        : Optional.empty();
  }
}
