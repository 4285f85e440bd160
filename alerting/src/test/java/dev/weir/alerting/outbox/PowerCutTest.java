package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The part of fault trial F4 that concerns the outbox: the power goes off at every call to the
 * disk, and what was not forced is lost in many ways.
 */
class PowerCutTest {

  private static final List<String> RECEIVERS = List.of("one");
  private static final DiskOutbox.Limits LIMITS = new DiskOutbox.Limits(3_000, 1_000);
  private static final int GROUPS = 12;
  private static final int SEEDS = 25;

  /** What happened until the power went off. */
  private static final class History {
    /** Ids in the order in which they were offered. */
    final List<String> offered = new ArrayList<>();

    /** How many of them were acknowledged. */
    int accepted;

    /** How many were settled for sure, and how many perhaps. */
    int settled;

    int settledPerhaps;

    /** Appends groups of one to seven notices, and settles some of them now and then. */
    void run(Outbox outbox) throws IOException {
      for (int group = 0; group < GROUPS; group++) {
        List<Notice> notices = OutboxContract.numbered(offered.size(), 1 + group % 7);
        notices.forEach(notice -> offered.add(notice.id()));
        List<Outbox.Entry> entries = outbox.append(notices);
        accepted = offered.size();
        if (group % 2 == 0) {
          settledPerhaps = accepted - entries.size() / 2;
          outbox.settle("one", settledPerhaps);
          settled = settledPerhaps;
        }
      }
    }
  }

  @Test
  void what_was_acknowledged_comes_back_whole_in_order_and_only_what_was_not_settled()
      throws IOException {
    int calls = callsOfWholeRun();
    int states = 0;
    for (int cut = 0; cut <= calls; cut++) {
      for (int seed = 0; seed < SEEDS; seed++) {
        CrashDisk disk = new CrashDisk();
        History history = new History();
        disk.cutAfter(cut);
        try (Outbox outbox = open(disk)) {
          history.run(outbox);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("power");
        }
        disk.restart(seed);

        check(disk, history, "cut at call " + cut + ", seed " + seed);
        states++;
      }
    }
    System.out.printf("F4: outbox: %d crash states explored, 0 bad%n", states);
    assertThat(states).isGreaterThan(1_000);
  }

  @Test
  void nothing_is_lost_when_the_power_goes_off_again_while_it_recovers() throws IOException {
    int calls = callsOfWholeRun();
    for (int cut = 0; cut <= calls; cut += 3) {
      for (int second = 0; second < 12; second++) {
        CrashDisk disk = new CrashDisk();
        History history = new History();
        disk.cutAfter(cut);
        try (Outbox outbox = open(disk)) {
          history.run(outbox);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("power");
        }
        disk.restart(cut);
        disk.cutAfter(second);
        try (Outbox outbox = open(disk)) {
          // The pipelines send again what they are not sure of.
          List<Notice> all = OutboxContract.numbered(0, history.offered.size());
          outbox.append(all.subList(history.accepted, all.size()));
          history.accepted = history.offered.size();
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("power");
        }
        disk.restart(second);

        check(disk, history, "cut at call " + cut + " and " + second);
      }
    }
  }

  private static void check(CrashDisk disk, History history, String when) throws IOException {
    List<String> warnings = new ArrayList<>();
    try (Outbox outbox = DiskOutbox.open(disk, RECEIVERS, LIMITS, warnings::add)) {
      List<String> told = new ArrayList<>(OutboxContract.ids(outbox.backlog("one")));
      // All are offered again, as after a rewind: those that are new are told behind the others.
      List<Notice> all = OutboxContract.numbered(0, history.offered.size());
      List<String> fresh = OutboxContract.ids(outbox.append(all));
      told.addAll(fresh);
      int from = history.offered.size() - told.size();

      assertThat(warnings).as(when).isEmpty();
      assertThat(fresh.size())
          .as(when)
          .isLessThanOrEqualTo(history.offered.size() - history.accepted);
      assertThat(from).as(when).isBetween(history.settled, history.settledPerhaps);
      assertThat(told).as(when).isEqualTo(history.offered.subList(from, history.offered.size()));
    }
  }

  private static int callsOfWholeRun() throws IOException {
    CrashDisk disk = new CrashDisk();
    try (Outbox outbox = open(disk)) {
      new History().run(outbox);
    }
    return disk.calls();
  }

  private static Outbox open(CrashDisk disk) throws IOException {
    return DiskOutbox.open(
        disk,
        RECEIVERS,
        LIMITS,
        warning -> {
          throw new AssertionError(warning);
        });
  }
}
