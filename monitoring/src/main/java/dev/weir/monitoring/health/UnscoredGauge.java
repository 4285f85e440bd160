package dev.weir.monitoring.health;

import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which share of a source's records of the last minute were read and are not scored. Warming
 * records do not count among them, nor do dead letters, which are errors. One owner.
 */
final class UnscoredGauge {

  /** Readings that make up a minute, at one a second. */
  private static final int MINUTE = 60;

  /** Records that are not scored, from which on the share says something. */
  private static final long ENOUGH = 100;

  private final double most;
  private final Deque<RecordCounts> minute = new ArrayDeque<>();

  /**
   * Starts with no reading.
   *
   * @param most share from which on the source is degraded, above 0, at most 1
   */
  UnscoredGauge(double most) {
    this.most = most;
  }

  /** Takes the next reading. Counts that fell, as after a failure, begin a new minute. */
  Health read(RecordCounts now) {
    if (!minute.isEmpty() && now.settled() < minute.getLast().settled()) {
      minute.clear();
    }
    minute.addLast(now);
    if (minute.size() > MINUTE + 1) {
      minute.removeFirst();
    }
    RecordCounts before = minute.getFirst();
    long unscored = unscored(now) - unscored(before);
    long records = now.settled() - before.settled();
    double share = records == 0 ? 0 : (double) unscored / records;
    if (unscored < ENOUGH || share <= most) {
      return Health.up();
    }
    return new Health.Degraded(
        ("%.0f %% of the records of the last minute are not scored, above %.0f %%: %d unscorable,"
                + " %d rejected, %d late, %d duplicates; the log weir.records says why")
            .formatted(
                100 * share,
                100 * most,
                now.get(RecordCount.UNSCORABLE) - before.get(RecordCount.UNSCORABLE),
                now.get(RecordCount.REJECTED) - before.get(RecordCount.REJECTED),
                now.get(RecordCount.LATE_DROPPED) - before.get(RecordCount.LATE_DROPPED),
                now.get(RecordCount.DUPLICATES) - before.get(RecordCount.DUPLICATES)));
  }

  private static long unscored(RecordCounts counts) {
    return counts.get(RecordCount.UNSCORABLE)
        + counts.get(RecordCount.REJECTED)
        + counts.get(RecordCount.LATE_DROPPED)
        + counts.get(RecordCount.DUPLICATES);
  }
}
