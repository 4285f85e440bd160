package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Summary;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the last drifts of each source in memory, for the HTTP API. Bounded: {@value #MOST} of a
 * source, each with its {@value #MOST_FINDINGS} strongest findings.
 */
public final class RecentDrifts implements Sink {

  static final int MOST = 200;
  static final int MOST_FINDINGS = 10;

  /** A drift; later ones have larger numbers. */
  private record Drift(long number, String id, String series, ObjectNode json) {}

  private final Map<String, Deque<Drift>> sources = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "recent drifts";
  }

  @Override
  public Writer open(String pipeline) {
    Deque<Drift> last = sources.computeIfAbsent(pipeline, _ -> new ArrayDeque<>());
    return new Writer() {
      @Override
      public void write(Batch batch) {
        for (SeriesEvent event : batch.events()) {
          if (event instanceof SeriesEvent.DriftDetected drift) {
            add(last, drift(batch, drift));
          }
        }
      }

      @Override
      public void flush() {
        // What is kept is lost with the process.
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }

  private static void add(Deque<Drift> last, Drift drift) {
    synchronized (last) {
      if (last.size() == MOST) {
        last.removeFirst();
      }
      last.addLast(drift);
    }
  }

  /**
   * The last drifts as one JSON object, the latest first. One that came again after a failure
   * counts once.
   *
   * @param series key of the only series to list; empty for all
   */
  public String json(int limit, Optional<String> series) {
    List<Drift> all = new ArrayList<>();
    for (Deque<Drift> last : sources.values()) {
      synchronized (last) {
        all.addAll(last);
      }
    }
    all.sort(Comparator.comparingLong(Drift::number).reversed());
    Set<String> seen = new HashSet<>();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("drifts");
    all.stream()
        .filter(drift -> series.map(drift.series()::equals).orElse(true))
        .filter(drift -> seen.add(drift.id()))
        .limit(limit)
        .forEach(drift -> list.add(drift.json()));
    return StatusJson.text(json);
  }

  private Drift drift(Batch batch, SeriesEvent.DriftDetected drift) {
    Series series = batch.series(drift.row());
    String id = batch.id(drift.row());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id);
    json.put("source", batch.stream().pipeline());
    json.put("series", series.key());
    time(json, "time", batch, batch.time(drift.row()));
    json.put("position", batch.position(drift.row()));
    time(json, "since", batch, drift.since());
    json.put("from_record", drift.from());
    json.put("action", word(drift.action()));
    ArrayNode findings = json.putArray("findings");
    drift.findings().stream()
        .sorted(Comparator.comparingDouble((Finding f) -> f.statistic() / f.critical()).reversed())
        .limit(MOST_FINDINGS)
        .forEach(finding -> finding(findings.addObject(), series, drift, finding));
    json.put("findings_left_out", Math.max(0, drift.findings().size() - MOST_FINDINGS));
    return new Drift(numbers.incrementAndGet(), id, series.key(), json);
  }

  private static void time(ObjectNode json, String name, Batch batch, long time) {
    switch (batch.timeKind()) {
      case INSTANT -> json.put(name, batch.timeKind().text(time));
      case NUMBER -> json.put(name, time);
    }
  }

  private static void finding(
      ObjectNode json, Series series, SeriesEvent.DriftDetected drift, Finding finding) {
    json.put("feature", series.features().get(finding.feature()));
    finding.other().ifPresent(other -> json.put("other_feature", series.features().get(other)));
    json.put("test", word(finding.test()));
    json.put("statistic", finding.statistic());
    json.put("critical", finding.critical());
    json.put("p", finding.p());
    json.put("before", finding.before());
    json.put("after", finding.after());
    summary(json.putObject("window_before"), drift.before().get(finding.feature()));
    summary(json.putObject("window_after"), drift.after().get(finding.feature()));
  }

  private static void summary(ObjectNode json, Summary summary) {
    json.put("points", summary.points());
    json.put("mean", summary.mean());
    json.put("deviation", summary.deviation());
    json.put("low", summary.low());
    json.put("median", summary.median());
    json.put("high", summary.high());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
