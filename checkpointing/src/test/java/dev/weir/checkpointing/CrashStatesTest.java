package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fault trial F4: every state that a power cut may leave of a checkpoint being saved while a record
 * is appended to a journal. The alert outbox, which stands in a directory of its own, has the same
 * trial in its own module.
 */
class CrashStatesTest {

  private static final int KEPT = 2;
  private static final String JOURNAL = "poison.journal";

  /** A run that saves checkpoint 3 and appends "two", and how far it got. */
  private static final class Run {
    final CrashFs disk;
    int appended = Integer.MAX_VALUE;
    int committed = Integer.MAX_VALUE;

    Run(CrashFs disk) {
      this.disk = disk;
    }

    void go() throws IOException {
      try (CheckpointWriter writer =
          store(disk, new ArrayList<>()).begin(CheckpointStoreContract.header("p", 3))) {
        writer.beginSection(CheckpointStoreContract.META);
        writer.entry(CheckpointStoreContract.bytes("3"));
        journal(disk).append(CheckpointStoreContract.bytes("two".repeat(400)));
        appended = disk.operations();
        writer.beginSection(CheckpointStoreContract.SERIES);
        writer.entry(CheckpointStoreContract.bytes("long".repeat(500)));
        writer.commit();
        committed = disk.operations();
      }
    }
  }

  @Test
  void whatever_a_power_cut_leaves_the_state_is_the_last_complete_one_or_the_one_before()
      throws IOException {
    long states = 0;
    for (boolean journalIsNew : List.of(true, false)) {
      Run run = new Run(prepared(journalIsNew));
      run.go();
      for (int count = 0; count <= run.disk.operations(); count++) {
        int behind = count;
        states +=
            Fates.forEach(
                run.disk,
                count,
                fates ->
                    check(
                        run.disk.after(behind, fates),
                        behind >= run.committed,
                        behind >= run.appended,
                        journalIsNew,
                        "%d operations, %s".formatted(behind, fates)));
      }
    }
    System.out.printf("F4: checkpoint and journal: %d crash states explored, 0 bad%n", states);
    assertThat(states).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void what_a_killed_process_left_unforced_does_not_undo_what_the_next_one_acknowledges()
      throws IOException {
    long states = 0;
    int operations = operationsOfARun();
    for (int killed = 0; killed <= operations; killed++) {
      Run run = new Run(prepared(true));
      run.disk.killAfter(killed);
      try {
        run.go();
      } catch (CrashFs.Killed e) {
        // As it should.
      }
      run.disk.restart();
      store(run.disk, new ArrayList<>()).latest("p").orElseThrow();
      String when = "killed after %d operations".formatted(killed);
      journal(run.disk).append(CheckpointStoreContract.bytes("four"));
      int appended = run.disk.operations();
      states +=
          Fates.forEach(
              run.disk,
              appended,
              fates ->
                  assertThat(records(run.disk.after(appended, fates))).as(when).endsWith("four"));
      CheckpointStoreContract.save(
          store(run.disk, new ArrayList<>()),
          CheckpointStoreContract.header("p", 4),
          List.of("4"),
          List.of());
      int saved = run.disk.operations();
      states +=
          Fates.forEach(
              run.disk,
              saved,
              fates ->
                  assertThat(latest(run.disk.after(saved, fates), new ArrayList<>()))
                      .as(when)
                      .isEqualTo("4"));
    }
    assertThat(states).isGreaterThan(operations);
  }

  private static void check(
      CrashFs disk, boolean committed, boolean appended, boolean journalIsNew, String when)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    List<String> before = journalIsNew ? List.of() : List.of("one");
    List<String> with = new ArrayList<>(before);
    with.add("two".repeat(400));

    String latest = latest(disk, warnings);
    List<String> records = records(disk);

    assertThat(latest).as(when).isIn(committed ? List.of("3") : List.of("2", "3"));
    assertThat(records).as(when).isIn(appended ? List.of(with) : List.of(before, with));
    assertThat(warnings).as(when).isEmpty();
    // What the sources were told to forget is what checkpoint 2 covers: it must be there.
    assertThat(content(store(disk, warnings).open("p", 2))).as(when).isEqualTo("2");
    assertThat(
            CheckpointStoreContract.save(
                    store(disk, warnings),
                    CheckpointStoreContract.header("p", 5),
                    List.of("5"),
                    List.of())
                .number())
        .isEqualTo(5);
    assertThat(latest(disk, warnings)).as(when).isEqualTo("5");
  }

  private static CrashFs prepared(boolean journalIsNew) throws IOException {
    CrashFs disk = new CrashFs();
    for (int number = 1; number <= KEPT; number++) {
      CheckpointStoreContract.save(
          store(disk, new ArrayList<>()),
          CheckpointStoreContract.header("p", number),
          List.of("" + number),
          List.of("s"));
    }
    if (!journalIsNew) {
      journal(disk).append(CheckpointStoreContract.bytes("one"));
    }
    return disk.settled();
  }

  private static int operationsOfARun() throws IOException {
    Run run = new Run(prepared(true));
    run.go();
    return run.disk.operations();
  }

  private static LocalCheckpointStore store(CrashFs disk, List<String> warnings) {
    return new LocalCheckpointStore(disk::directory, "memory", KEPT, warnings::add);
  }

  private static Journal journal(CrashFs disk) {
    return new Journal(disk.directory(LocalCheckpointStore.directoryOf("p")), JOURNAL);
  }

  private static String latest(CrashFs disk, List<String> warnings) throws IOException {
    return content(store(disk, warnings).latest("p").orElseThrow());
  }

  private static String content(CheckpointReader reader) throws IOException {
    return String.join("", CheckpointStoreContract.entries(reader, CheckpointStoreContract.META));
  }

  private static List<String> records(CrashFs disk) throws IOException {
    return journal(disk).read().stream()
        .map(record -> StandardCharsets.UTF_8.decode(record).toString())
        .toList();
  }
}
