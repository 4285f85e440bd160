package dev.weir.chaos.round;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.process.ServiceReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Compares a disturbed run with the oracle: detections, counts, models and alerts.
 *
 * @param records that both had to see
 * @param lost records of which there is no detection
 * @param doubleCounted records that were counted, or written under another id, once more
 * @param different detections whose bytes differ from the oracle's, or from their own first time
 * @param rewritten detections that were written again
 * @param silences of the alerts, those that say that a series fell silent
 * @param silencesEnded of the alerts, those that say that one spoke again
 * @param mostRepeated most alerts delivered again after one crash
 * @param broken promises, in words
 */
public record Audit(
    long records,
    long lost,
    long doubleCounted,
    long different,
    long rewritten,
    long alerts,
    long alertsMissing,
    long alertsExtra,
    long alertsRepeated,
    long mostRepeated,
    long silences,
    long silencesEnded,
    List<String> broken) {

  /** The default of max-repeats. */
  private static final long MOST_REPEATED = 16;

  /** The files that one run left. */
  public record Result(
      Detections detections,
      ServiceReport report,
      String stateHash,
      AlertInbox inbox,
      Map<String, String> notices) {

    /** One whose notices have the ids under which they were sent. */
    public Result(Detections detections, ServiceReport report, String stateHash, AlertInbox inbox) {
      this(detections, report, stateHash, inbox, inbox.notices());
    }
  }

  public static Audit of(Result disturbed, Result oracle, BitSet expected) {
    Map<String, String> mine = disturbed.detections().byId();
    Map<String, String> its = oracle.detections().byId();
    List<String> broken = new ArrayList<>();
    if (!oracle.detections().numbers().equals(expected)) {
      broken.add("the oracle did not see just the records of the ledger");
    }
    BitSet missing = (BitSet) expected.clone();
    missing.andNot(disturbed.detections().numbers());
    long lost = missing.cardinality();
    long extra = without(mine, its);
    long counted = disturbed.report().records("read") - oracle.report().records("read");
    long different =
        disturbed.detections().differing()
            + its.entrySet().stream()
                .filter(
                    one -> !one.getValue().equals(mine.getOrDefault(one.getKey(), one.getValue())))
                .count();
    Map<String, String> notices = disturbed.notices();
    Map<String, String> expectedNotices = oracle.notices();
    long otherWords =
        disturbed.inbox().differing()
            + expectedNotices.entrySet().stream()
                .filter(one ->
                    !one.getValue().equals(notices.getOrDefault(one.getKey(), one.getValue())))
                .count();
    Audit audit =
        new Audit(
            expected.cardinality(),
            lost,
            Math.max(extra, Math.max(0, counted)),
            different,
            disturbed.detections().repeated(),
            expectedNotices.size(),
            without(expectedNotices, notices),
            without(notices, expectedNotices),
            disturbed.inbox().repeated(),
            disturbed.inbox().mostRepeated(),
            oracle.inbox().silences(false),
            oracle.inbox().silences(true),
            broken);
    audit.judge(disturbed, oracle, otherWords);
    return audit;
  }

  private void judge(Result disturbed, Result oracle, long otherWords) {
    promise(lost == 0, "G2: %d records lost".formatted(lost));
    promise(doubleCounted == 0, "G1: %d records counted twice".formatted(doubleCounted));
    promise(different == 0, "G1: %d detections say something else".formatted(different));
    promise(alertsMissing == 0, "G4: %d alerts missing".formatted(alertsMissing));
    promise(alertsExtra == 0, "G4: %d alerts that should not be".formatted(alertsExtra));
    promise(
        mostRepeated <= MOST_REPEATED,
        "G5: %d alerts delivered again after one crash".formatted(mostRepeated));
    promise(otherWords == 0, "G4: %d alerts with other bytes".formatted(otherWords));
    promise(disturbed.stateHash().equals(oracle.stateHash()), "G1: what was learnt differs");
    promise(
        disturbed.report().counted().equals(oracle.report().counted()),
        "G1: what was counted differs: %s and %s"
            .formatted(disturbed.report().counted(), oracle.report().counted()));
  }

  private void promise(boolean kept, String otherwise) {
    if (!kept) {
      broken.add(otherwise);
    }
  }

  private static long without(Map<String, String> these, Map<String, String> those) {
    return these.keySet().stream().filter(id -> !those.containsKey(id)).count();
  }
}
