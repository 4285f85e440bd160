package dev.weir.chaos.random;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.round.AlertInbox;
import dev.weir.series.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a disturbed process wrote, counted and sent with the reference engine. */
final class ReferenceAudit {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> problems = new ArrayList<>();
  private final List<Expected> expected;
  private final boolean exact;
  private final long records;

  /**
   * Makes one.
   *
   * @param exact whether ids are the same
   * @param records that the feeds gave
   */
  ReferenceAudit(List<Expected> expected, boolean exact, long records) {
    this.expected = expected;
    this.exact = exact;
    this.records = records;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The file of all detections. */
  void detections(Written written) {
    Written should = Written.of(expected.stream().flatMap(one -> one.lines().stream()).toList());
    require(
        should.byId().size() == records,
        "the reference engine saw %d records instead of %d"
            .formatted(should.byId().size(), records));
    require(written.torn().isEmpty(), "torn: %s".formatted(written.torn()));
    require(
        written.differing().isEmpty(),
        "%d detections were written again with other bytes, such as%n%s"
            .formatted(
                written.differing().size(),
                written.differing().isEmpty() ? "" : written.differing().getFirst()));
    require(
        written.byId().size() == records,
        "%d detections of %d records".formatted(written.byId().size(), records));
    Map<String, List<String>> is = written.bySeries();
    Map<String, List<String>> must = should.bySeries();
    Set<String> keys = new TreeSet<>(must.keySet());
    keys.addAll(is.keySet());
    long before = problems.size();
    for (String key : keys) {
      Difference.first("series " + key, sorted(key, is), sorted(key, must))
          .ifPresent(problems::add);
    }
    if (exact && problems.size() == before) {
      Set<String> other = new HashSet<>(written.byId().values());
      other.removeAll(new HashSet<>(should.byId().values()));
      require(
          other.isEmpty(),
          "%d detections have another id or position, such as %s"
              .formatted(other.size(), other.stream().findFirst().orElse("")));
    }
  }

  /** Dead letters of several sources and files come in any order. */
  private static List<String> sorted(String key, Map<String, List<String>> lines) {
    List<String> all = lines.getOrDefault(key, List.of());
    return key.equals("null") ? all.stream().sorted().toList() : all;
  }

  /** The file of anomalies: just those of all detections that are. */
  void anomalies(Written all, Written anomalies) {
    Set<String> should = new TreeSet<>();
    all.byId().values().stream()
        .filter(line -> line.contains("\"anomaly\":true"))
        .forEach(should::add);
    Set<String> is = new TreeSet<>(anomalies.byId().values());
    Difference.first("file of anomalies", List.copyOf(is), List.copyOf(should))
        .ifPresent(problems::add);
  }

  /** The notices that the receiver took. */
  void notices(AlertInbox inbox) throws Exception {
    require(
        inbox.differing() == 0,
        "%d notices came again with other bytes".formatted(inbox.differing()));
    List<String> is = new ArrayList<>();
    for (String text : inbox.notices().values()) {
      SentNotice notice = SentNotice.of(JSON.readTree(text));
      is.add(exact ? notice.text() + " " + notice.id() : notice.text());
    }
    List<String> must =
        expected.stream()
            .flatMap(one -> one.notices().stream())
            .map(notice -> exact ? notice.text() + " " + notice.id() : notice.text())
            .sorted()
            .toList();
    Difference.first("notices", is.stream().sorted().toList(), must).ifPresent(problems::add);
  }

  /** The counters of the last report. */
  void counters(ServiceReport report) {
    require(
        report.records("read") == records,
        "read is %d of %d records".formatted(report.records("read"), records));
    for (Status status : Status.values()) {
      long should = expected.stream().mapToLong(one -> one.counts().getOrDefault(status, 0L)).sum();
      String name = status == Status.DUPLICATE ? "duplicates" : status.text();
      long is = report.records(name);
      require(is == should, "%s is %d instead of %d".formatted(name, is, should));
    }
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }
}
