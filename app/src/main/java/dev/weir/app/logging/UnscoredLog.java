package dev.weir.app.logging;

import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.series.Series;
import dev.weir.series.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs records that were read and are not scored, of which nothing else is logged: rejected,
 * unscorable, late and dropped, duplicates. One line at the first of each kind of a source, with
 * series, reason and remedy, and one at the 10th, 100th, 1,000th and so on. Records that are read
 * again after a failure count once, except for those since the last flush.
 */
public final class UnscoredLog implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger("weir.records");
  private static final int FEATURES_NAMED = 5;
  private static final long MIB = 1 << 20;

  private final DetectorPlan plan;
  private final EngineSettings engine;
  private final Map<String, Map<Status, Count>> pipelines = new TreeMap<>();

  /** How many there were, at the last flush and at the last line. */
  private static final class Count {
    long now;
    long flushed;
    long next = 1;
  }

  /** Figures of the settings stand in the lines. */
  public UnscoredLog(DetectorPlan plan, EngineSettings engine) {
    this.plan = plan;
    this.engine = engine;
  }

  @Override
  public String name() {
    return "log of records that are not scored";
  }

  /** Records of a history that are not learned are lost to the models. */
  @Override
  public boolean takesHistory() {
    return true;
  }

  @Override
  public Writer open(String pipeline) {
    Map<Status, Count> counts = countsOf(pipeline);
    counts.values().forEach(count -> count.now = count.flushed);
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (int row : batch.notableRows()) {
          switch (batch.status(row)) {
            case SCORED, WARMING, DEAD_LETTERED -> {}
            case UNSCORABLE, REJECTED, LATE_DROPPED, DUPLICATE ->
                count(pipeline, counts, batch, row);
          }
        }
      }

      @Override
      public void flush() {
        counts.values().forEach(count -> count.flushed = count.now);
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }

  private synchronized Map<Status, Count> countsOf(String pipeline) {
    return pipelines.computeIfAbsent(
        pipeline,
        name -> {
          Map<Status, Count> counts = new EnumMap<>(Status.class);
          for (Status status : Status.values()) {
            counts.put(status, new Count());
          }
          return counts;
        });
  }

  private void count(String pipeline, Map<Status, Count> counts, Batch batch, int row) {
    Status status = batch.status(row);
    Count count = counts.computeIfAbsent(status, kind -> new Count());
    if (++count.now == count.next) {
      count.next *= 10;
      LOG.warn(
          "source '{}': record {} of series '{}' is {}: {} ({} such {} since the start)",
          LogText.escaped(pipeline),
          LogText.escaped(batch.position(row)),
          LogText.escaped(batch.series(row).key()),
          status.text(),
          reason(batch, row),
          "%,d".formatted(count.now),
          count.now == 1 ? "record" : "records");
    }
  }

  private String reason(Batch batch, int row) {
    return switch (batch.status(row)) {
      case REJECTED -> rejected(batch.series(row));
      case UNSCORABLE -> unscorable(batch, row);
      case LATE_DROPPED ->
          "it is older than its series allows; a longer allowed-lateness, or late = score-only,"
              + " takes it";
      case DUPLICATE -> "it was read before";
      case SCORED, WARMING, DEAD_LETTERED ->
          throw new IllegalArgumentException("a reason is logged elsewhere");
    };
  }

  private String rejected(Series series) {
    if (plan.detectorFor(series.key()).isEmpty()) {
      return "no entry of weir.detectors matches it; add one, such as { match = \"*\", type = auto"
          + " }";
    }
    return ("there is no room for another series; weir.engine.max-series = %d or"
            + " weir.engine.max-memory-usage = %d MiB is reached, by this source's share; raise it")
        .formatted(engine.limits().series(), engine.limits().stateBytes() / MIB);
  }

  private static String unscorable(Batch batch, int row) {
    List<String> features = batch.series(row).features();
    List<String> missing =
        IntStream.range(0, features.size())
            .filter(feature -> !Double.isFinite(batch.rows().value(row, feature)))
            .mapToObj(features::get)
            .map(LogText::escaped)
            .toList();
    if (missing.isEmpty()) {
      return "a value cannot be judged, or its series is quarantined";
    }
    String names = missing.stream().limit(FEATURES_NAMED).collect(Collectors.joining("', '"));
    return ("it has no value for '%s'%s; the first record of a series says which values it has:"
            + " give records with others a series of their own, name the columns by"
            + " record.values, or set missing-values")
        .formatted(
            names,
            missing.size() > FEATURES_NAMED
                ? " and %d more".formatted(missing.size() - FEATURES_NAMED)
                : "");
  }
}
