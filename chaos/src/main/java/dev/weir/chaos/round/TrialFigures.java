package dev.weir.chaos.round;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of a trial: sums over its runs, and the promises that were broken. One owner. */
public final class TrialFigures {

  private static final int MOST_TOLD = 20;

  private int runs;
  private long records;
  private long alerts;
  private long lost;
  private long doubleCounted;
  private long different;
  private long alertsMissing;
  private long alertsExtra;
  private long alertsRepeated;
  private long mostRepeated;
  private long silences;
  private long silencesEnded;
  private long brokenPromises;
  private final List<String> broken = new ArrayList<>();
  private final List<Long> recovery = new ArrayList<>();
  private final Map<String, Object> details = new LinkedHashMap<>();

  /** The fault was made once more. */
  public void ran() {
    runs++;
  }

  /** So long it took from the start of a process to its first new detection. */
  public void recovered(long millis) {
    recovery.add(millis);
  }

  public void add(Audit audit) {
    records += audit.records();
    alerts += audit.alerts();
    lost += audit.lost();
    doubleCounted += audit.doubleCounted();
    different += audit.different();
    alertsMissing += audit.alertsMissing();
    alertsExtra += audit.alertsExtra();
    alertsRepeated += audit.alertsRepeated();
    mostRepeated = Math.max(mostRepeated, audit.mostRepeated());
    silences += audit.silences();
    silencesEnded += audit.silencesEnded();
    audit.broken().forEach(this::broken);
  }

  /** Adds records of a trial without an oracle of detections. */
  public void records(long more, long moreLost, long moreTwice) {
    records += more;
    lost += moreLost;
    doubleCounted += moreTwice;
  }

  /** Says which promise was broken. */
  public void broken(String promise) {
    brokenPromises++;
    if (broken.size() < MOST_TOLD) {
      broken.add(promise);
    }
  }

  /** A figure that only this trial has. */
  public void detail(String name, Object value) {
    details.put(name, value);
  }

  public void count(String name, long more) {
    details.merge(name, more, (before, one) -> (Long) before + (Long) one);
  }

  /** Returns the count of this name. */
  public long count(String name) {
    return (Long) details.getOrDefault(name, 0L);
  }

  public boolean kept() {
    return brokenPromises == 0;
  }

  public List<String> brokenPromises() {
    return List.copyOf(broken);
  }

  public int runs() {
    return runs;
  }

  /** With none broken in n runs, it breaks in fewer than 3 of n, at 95 % confidence. */
  double bound() {
    return kept() && runs > 0 ? Math.min(1, 3.0 / runs) : Double.NaN;
  }

  private long recovery(double share) {
    if (recovery.isEmpty()) {
      return 0;
    }
    List<Long> sorted = recovery.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }

  /** All of them, in the order of the report. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", runs);
    map.put("records", records);
    map.put("lost", lost);
    map.put("double_counted", doubleCounted);
    map.put("different", different);
    map.put("alerts", alerts);
    map.put("alerts_of_silence", silences);
    map.put("alerts_of_its_end", silencesEnded);
    map.put("alerts_missing", alertsMissing);
    map.put("alerts_extra", alertsExtra);
    map.put("alerts_repeated", alertsRepeated);
    map.put("most_repeated_per_crash", mostRepeated);
    map.put("recover_ms_p50", recovery(0.5));
    map.put("recover_ms_max", recovery(1));
    if (kept()) {
      map.put("bound_95", bound());
    }
    map.put("verdict", kept() ? "kept" : "broken");
    map.put("broken", broken);
    map.put("details", details);
    return map;
  }

  public static final String HEADER =
      "%-6s %-6s %5s %9s %5s %7s %7s %8s %7s %6s %8s %5s %8s %8s %7s  %s"
          .formatted(
              "trial",
              "source",
              "runs",
              "records",
              "lost",
              "double",
              "differ",
              "alerts",
              "missing",
              "extra",
              "repeated",
              "most",
              "p50 ms",
              "max ms",
              "95 %",
              "verdict");

  /** One line of the table. */
  public String row(String trial, String source) {
    String bound = kept() ? "< %.1f%%".formatted(100 * bound()) : "-";
    return "%-6s %-6s %5d %9d %5d %7d %7d %8d %7d %6d %8d %5d %8d %8d %7s  %s"
        .formatted(
            trial,
            source,
            runs,
            records,
            lost,
            doubleCounted,
            different,
            alerts,
            alertsMissing,
            alertsExtra,
            alertsRepeated,
            mostRepeated,
            recovery(0.5),
            recovery(1),
            bound,
            kept() ? "kept" : "BROKEN");
  }
}
