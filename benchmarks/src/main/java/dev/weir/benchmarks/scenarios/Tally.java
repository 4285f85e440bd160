package dev.weir.benchmarks.scenarios;

import java.util.Arrays;
import java.util.List;

/** The results of a detector on all seeds of one or several scenarios. Mutable, one owner. */
final class Tally {

  /** How far behind an event flagged rows are counted as its aftermath. */
  private static final int AFTER = 300;

  private static final double DAY = 86_400_000;

  private int events;
  private int found;
  private int notified;
  private int after;
  private int worstAfter;
  private int quietAfter;
  private int series;
  private int falseAlerts;
  private double quietDays;
  private double widest;
  private double[] delays = new double[0];

  void add(MadeSeries made, Outcome outcome) {
    series++;
    List<Event> all = made.events();
    for (int i = 0; i < all.size(); i++) {
      int next = i + 1 < all.size() ? all.get(i + 1).from() : outcome.rows();
      add(all.get(i), next, outcome);
    }
    int quiet = 0;
    for (int row = 0; row < outcome.rows(); row++) {
      if (outcome.isJudged(row) && !isNear(all, row)) {
        quiet++;
        falseAlerts += outcome.isAlert(row) ? 1 : 0;
      }
    }
    quietDays += quiet * made.step() / DAY;
    widest = Math.max(widest, outcome.widest());
  }

  private void add(Event event, int next, Outcome outcome) {
    int end = Math.min(event.to() + event.grace(), next);
    if (event.wanted()) {
      events++;
      int first = outcome.firstFlagged(event.from(), end);
      notified += outcome.alerts(event.from(), end) > 0 ? 1 : 0;
      if (first >= 0) {
        found++;
        delays = Arrays.copyOf(delays, delays.length + 1);
        delays[delays.length - 1] = first - event.from();
      }
    }
    int to = Math.min(end + AFTER, next);
    int flagged = outcome.flagged(end, to);
    after += flagged;
    worstAfter = Math.max(worstAfter, flagged);
    for (int row = to - 1; row >= end; row--) {
      if (outcome.isFlagged(row)) {
        quietAfter = Math.max(quietAfter, row - end + 1);
        break;
      }
    }
  }

  private static boolean isNear(List<Event> events, int row) {
    return events.stream().anyMatch(event -> event.covers(row));
  }

  void add(Tally other) {
    series += other.series;
    events += other.events;
    found += other.found;
    notified += other.notified;
    after += other.after;
    worstAfter = Math.max(worstAfter, other.worstAfter);
    quietAfter = Math.max(quietAfter, other.quietAfter);
    falseAlerts += other.falseAlerts;
    quietDays += other.quietDays;
    widest = Math.max(widest, other.widest);
    int known = delays.length;
    delays = Arrays.copyOf(delays, known + other.delays.length);
    System.arraycopy(other.delays, 0, delays, known, other.delays.length);
  }

  /** The cells of a row of the table. */
  String cells() {
    String share =
        events == 0
            ? "– | – | – "
            : "%d/%d | %d/%d | %s ".formatted(found, events, notified, events, delay());
    return share
        + "| %.1f (%d) | %d | %d | %.3f | %.1f"
            .formatted(
                after / (double) series,
                worstAfter,
                quietAfter,
                falseAlerts,
                falseAlerts / quietDays,
                widest);
  }

  private String delay() {
    if (delays.length == 0) {
      return "–";
    }
    double[] sorted = delays.clone();
    Arrays.sort(sorted);
    return "%.0f".formatted(sorted[sorted.length / 2]);
  }
}
