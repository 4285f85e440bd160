package dev.weir.app.recommend;

import dev.weir.app.evaluation.EvaluationSink;
import dev.weir.engine.Batch;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.monitoring.evaluation.JudgedRow;
import dev.weir.monitoring.evaluation.QualityMeter;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesEvent.IncidentChanged;
import dev.weir.series.StandaloneSeries;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Measures one candidate in three passes over the data: the first says what it finds and warms the
 * machine up, the second how many records it takes in a second, the third how long one takes. A
 * series gets what a service would say of it, to the last bit.
 */
final class CandidateRun {

  /** Records of a batch. */
  static final int BATCH = 256;

  private static final int DIGITS = 3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEDIAN = 50;
  private static final double NINETY_NINE = 99;

  private final Candidate candidate;
  private final List<LoadedSeries> data;
  private final LongSupplier nanoTime;
  private final BooleanSupplier isTimeOver;

  /**
   * Of one candidate.
   *
   * @param nanoTime a clock in nanoseconds
   * @param isTimeOver asked now and then; ends the run when true
   */
  CandidateRun(
      Candidate candidate, Dataset data, LongSupplier nanoTime, BooleanSupplier isTimeOver) {
    this.candidate = candidate;
    this.data =
        candidate.selects()
            ? data.series().stream().map(one -> one.of(FeatureSelection.of(one))).toList()
            : data.series();
    this.nanoTime = nanoTime;
    this.isTimeOver = isTimeOver;
  }

  /**
   * Empty if the time was over before the end.
   *
   * @param seed of the resampling
   */
  Optional<Measured> measure(long seed) {
    QualityMeter meter = new QualityMeter();
    BlockResampling blocks = new BlockResampling(data.stream().mapToLong(LoadedSeries::size).sum());
    Histogram latencies = new Histogram(DIGITS);
    long nanos = 0;
    Optional<Measured.WarmUp> warmUp = Optional.empty();
    for (int i = 0; i < data.size(); i++) {
      Optional<BitSet> alerts = judge(data.get(i), i, meter);
      if (alerts.isEmpty()) {
        return Optional.empty();
      }
      blocks.add(data.get(i), alerts.get());
    }
    for (LoadedSeries series : data) {
      nanos += time(series);
      if (isTimeOver.getAsBoolean()) {
        return Optional.empty();
      }
    }
    for (LoadedSeries series : data) {
      Measured.WarmUp begun = timeEach(series, latencies);
      warmUp = warmUp.isPresent() ? warmUp : Optional.of(begun);
      if (isTimeOver.getAsBoolean()) {
        return Optional.empty();
      }
    }
    double records = latencies.getTotalCount();
    return Optional.of(
        new Measured(
            candidate,
            meter.quality(),
            blocks.f1(seed),
            new Measured.Speed(
                NANOS_PER_SECOND * records / Math.max(1, nanos),
                latencies.getValueAtPercentile(MEDIAN),
                latencies.getValueAtPercentile(NINETY_NINE)),
            warmUp.orElse(new Measured.WarmUp(0, 0)),
            HeapMeter.of(candidate, data)));
  }

  /** Which records alerted; empty if the time was over. */
  private Optional<BitSet> judge(LoadedSeries series, int number, QualityMeter meter) {
    BitSet alerts = new BitSet();
    Player player = new Player(candidate, series);
    for (int from = 0; from < series.size(); from += BATCH) {
      if (isTimeOver.getAsBoolean()) {
        return Optional.empty();
      }
      Batch batch = player.fill(from, Math.min(series.size(), from + BATCH));
      for (SeriesEvent event : player.play(0, batch.size())) {
        if (event instanceof IncidentChanged changed && EvaluationSink.isAlert(changed)) {
          alerts.set(from + changed.row());
        }
      }
      for (int row = 0; row < batch.size(); row++) {
        if (series.isLabelled(from + row)) {
          meter.observe(number, judged(series, batch, from, row, alerts.get(from + row)));
        }
      }
    }
    return Optional.of(alerts);
  }

  private static JudgedRow judged(
      LoadedSeries series, Batch batch, int from, int row, boolean alert) {
    boolean scored = batch.status(row) == Status.SCORED;
    return new JudgedRow(
        series.timeKind() == EventTime.INSTANT
            ? OptionalLong.of(batch.time(row))
            : OptionalLong.empty(),
        scored ? OptionalDouble.of(batch.anomalyScore(row)) : OptionalDouble.empty(),
        series.isAnomalous(from + row),
        scored && batch.isAnomaly(row),
        alert);
  }

  /** Nanoseconds for all records of a series, a batch at a time. */
  private long time(LoadedSeries series) {
    Player player = new Player(candidate, series);
    long nanos = 0;
    for (int from = 0; from < series.size(); from += BATCH) {
      Batch batch = player.fill(from, Math.min(series.size(), from + BATCH));
      long before = nanoTime.getAsLong();
      player.play(0, batch.size());
      nanos += nanoTime.getAsLong() - before;
    }
    return nanos;
  }

  /** Records how long each record of a series takes. */
  private Measured.WarmUp timeEach(LoadedSeries series, Histogram latencies) {
    Player player = new Player(candidate, series);
    Optional<Measured.WarmUp> warm = Optional.empty();
    long nanos = 0;
    for (int from = 0; from < series.size(); from += BATCH) {
      Batch batch = player.fill(from, Math.min(series.size(), from + BATCH));
      for (int row = 0; row < batch.size(); row++) {
        long before = nanoTime.getAsLong();
        player.play(row, row + 1);
        long took = Math.max(0, nanoTime.getAsLong() - before);
        latencies.recordValue(took);
        nanos += took;
        if (warm.isEmpty() && batch.status(row) == Status.SCORED) {
          warm = Optional.of(new Measured.WarmUp(from + row, nanos));
        }
      }
    }
    return warm.orElse(new Measured.WarmUp(series.size(), nanos));
  }

  /** Takes the records of one series through a new model, batch by batch. */
  static final class Player {

    private final LoadedSeries data;
    private final Series series;
    private final StandaloneSeries standalone;
    private final Batch batch;
    private final int[] order = IntStream.range(0, BATCH).toArray();

    Player(Candidate candidate, LoadedSeries data) {
      this.data = data;
      this.series = series(candidate, data);
      this.standalone = StandaloneSeries.fresh("recommend", series, candidate.rules());
      this.batch = new Batch(BATCH, data.features().size());
    }

    static Series series(Candidate candidate, LoadedSeries data) {
      return new SeriesTable(candidate.plan(), SeriesTable.Admission.ALL)
          .intern(data.key(), data.features());
    }

    Batch fill(int from, int to) {
      batch.clear(new Batch.Stream("recommend", 0, PositionFormat.NUMBER));
      for (int row = from; row < to; row++) {
        data.putInto(batch, series, row);
      }
      batch.prepare();
      return batch;
    }

    /** Judges some rows of the batch, and learns them. */
    List<SeriesEvent> play(int from, int to) {
      List<SeriesEvent> events = new ArrayList<>();
      standalone.observe(batch, order, from, to, events);
      return events;
    }

    byte[] state() {
      return standalone.state();
    }
  }
}
