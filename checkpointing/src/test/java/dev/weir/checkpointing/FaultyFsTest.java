package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyFsTest extends CheckpointStoreContract {

  private final MemoryFs fs = new MemoryFs();

  @Override
  CheckpointStore store() {
    return new LocalCheckpointStore(fs::directory, "memory", 3, message -> {});
  }

  @Override
  CheckpointStore reopened() {
    return store();
  }

  @Test
  void whichever_call_fails_the_checkpoint_before_it_stays_the_latest_or_the_new_one_is_whole()
      throws IOException {
    save(store(), header("p", 1), List.of("one"), List.of("s"));
    int calls = callsOf(2);
    int failed = 0;
    for (int call = 0; call < calls; call++) {
      fs.failAtCall(call);
      try {
        save(store(), header("p", 3L + call), List.of("new"), List.of("t"));
      } catch (IOException e) {
        failed++;
      }
      fs.heal();
      CheckpointReader latest = reopened().latest("p").orElseThrow();
      assertThat(entries(latest, META)).as("call %d", call).containsAnyOf("one", "new", "2");
    }
    assertThat(failed).isEqualTo(calls);
  }

  @Test
  void after_a_crash_at_any_call_the_state_is_the_last_committed_or_the_one_under_way()
      throws IOException {
    int calls = callsOf(2);
    for (int call = 0; call <= calls; call++) {
      for (MemoryFs.Crash crash : MemoryFs.Crash.values()) {
        MemoryFs disk = new MemoryFs();
        CheckpointStore store =
            new LocalCheckpointStore(disk::directory, "memory", 3, message -> {});
        save(store, header("p", 1), List.of("1"), List.of("s"));
        disk.failAtCall(call);
        boolean committed = true;
        try {
          save(store, header("p", 2), List.of("2"), List.of("t"));
        } catch (IOException e) {
          committed = false;
        }
        disk.crash(crash);
        CheckpointReader latest =
            new LocalCheckpointStore(disk::directory, "memory", 3, message -> {})
                .latest("p")
                .orElseThrow();

        assertThat(entries(latest, META))
            .as("%s at call %d", crash, call)
            .isSubsetOf(committed ? List.of("2") : List.of("1", "2"));
      }
    }
  }

  /** What is told to be the oldest lets the source forget what is before: none may come back. */
  @Test
  void what_is_no_longer_kept_does_not_come_back_after_a_power_cut() throws IOException {
    long oldest = 0;
    for (long number = 1; number <= 5; number++) {
      oldest =
          save(store(), header("p", number), List.of("" + number), List.of("s")).oldestRetained();
    }
    fs.crash(MemoryFs.Crash.LOSES_ALL);

    assertThat(reopened().numbers("p").getFirst()).isEqualTo(oldest).isEqualTo(3);
  }

  @Test
  void a_failed_force_is_never_repeated_on_the_same_file() throws IOException {
    fs.failForces(1);
    assertThatThrownBy(() -> save(store(), header("p", 1), List.of("a"), List.of()))
        .isInstanceOf(IOException.class);

    assertThat(fs.forcesOf("ckpt-%020d.weir.tmp".formatted(1))).isEqualTo(1);
    assertThat(fs.directory(LocalCheckpointStore.directoryOf("p")).list()).isEmpty();
  }

  private int callsOf(long number) throws IOException {
    int before = fs.calls();
    save(store(), header("p", number), List.of("" + number), List.of("t"));
    return fs.calls() - before;
  }

  @Test
  void the_file_system_forgets_what_was_not_forced() throws IOException {
    List<String> seen = new ArrayList<>();
    CheckpointFs directory = fs.directory("d");
    try (CheckpointFs.Output out = directory.create("a")) {
      out.write(bytes("lost"));
    }
    fs.crash(MemoryFs.Crash.LOSES_ALL);
    seen.addAll(directory.list());

    assertThat(seen).isEmpty();
  }
}
