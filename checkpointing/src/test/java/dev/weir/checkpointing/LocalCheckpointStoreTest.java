package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckpointStoreTest extends CheckpointStoreContract {

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();

  @Override
  CheckpointStore store() {
    return new LocalCheckpointStore(directory.resolve("state"), 3, warnings::add);
  }

  @Override
  CheckpointStore reopened() {
    return store();
  }

  @Test
  void a_foreign_or_renamed_file_is_not_taken_for_the_pipelines_own() throws IOException {
    Path file = saveOne();
    Path renamed = file.resolveSibling(file.getFileName().toString().replace("1.weir", "2.weir"));
    Files.copy(file, renamed);
    Path foreign = directory.resolve("state").resolve(LocalCheckpointStore.directoryOf("other"));
    Files.createDirectories(foreign);
    Files.copy(file, foreign.resolve(file.getFileName()));

    assertThatThrownBy(() -> store().open("p", 2)).hasMessageContaining("number 1");
    assertThatThrownBy(() -> store().open("other", 1)).hasMessageContaining("pipeline 'p'");
    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(1);
  }

  @Test
  void the_files_can_be_listed_while_a_service_removes_them() throws Exception {
    Path own = saveOne().getParent();
    List<Path> removed = new ArrayList<>();
    for (int number = 10; number < 2_000; number++) {
      removed.add(Files.createFile(own.resolve("ckpt-%020d.weir".formatted(number))));
    }
    List<List<Path>> listings = new ArrayList<>();
    Thread service =
        Thread.ofPlatform()
            .start(() -> {
              for (Path each : removed) {
                assertThat(each.toFile().delete()).isTrue();
              }
            });

    while (service.isAlive()) {
      listings.add(LocalCheckpointStore.files(directory.resolve("state")));
    }

    assertThat(listings).allSatisfy(files -> assertThat(files).isNotEmpty().isSorted());
    assertThatThrownBy(() -> LocalCheckpointStore.files(directory.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_damaged_newest_is_put_aside_and_the_one_before_it_used() throws IOException {
    for (int number = 1; number <= 3; number++) {
      save(store(), header("p", number), List.of("n" + number), List.of());
    }
    damage(3);

    assertThat(entries(store().latest("p").orElseThrow(), META)).containsExactly("n2");
    assertThat(warnings).singleElement().asString().contains("ckpt-").contains("moved aside");
    assertThat(store().numbers("p")).containsExactly(1L, 2L);
    assertThat(store().nextNumber("p")).as("a used number is never used again").isEqualTo(4);
  }

  @Test
  void starting_empty_is_refused_when_none_of_the_checkpoints_is_whole() throws IOException {
    for (int number = 1; number <= 2; number++) {
      save(store(), header("p", number), List.of(), List.of());
      damage(number);
    }

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> store().latest("p"))
          .isInstanceOf(NoUsableCheckpointException.class)
          .hasMessageContaining("pipeline 'p'")
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void what_is_given_up_stands_in_nobodys_way_and_its_number_is_not_used_again()
      throws IOException {
    saveOne();
    damage(1);
    assertThatThrownBy(() -> store().latest("p")).isInstanceOf(NoUsableCheckpointException.class);

    new LocalCheckpointStore(directory.resolve("state"), 3, warnings::add).giveUp("p");

    assertThat(store().latest("p")).isEmpty();
    assertThat(store().nextNumber("p")).isEqualTo(2);
  }

  @Test
  void what_a_crash_left_unfinished_is_removed_at_the_next_start() throws IOException {
    Path file = saveOne();
    Path unfinished = file.resolveSibling("ckpt-00000000000000000002.weir.tmp");
    Files.writeString(unfinished, "half of a checkp");

    assertThat(store().latest("p").orElseThrow().header().number()).isEqualTo(1);
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void only_the_owner_may_read() throws IOException {
    Path file = saveOne();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("."))))
        .isEqualTo("rwx------");
  }

  @Test
  void a_second_process_is_kept_off_a_locked_directory() throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);

    assertThatThrownBy(() -> DirectoryLock.take(directory))
        .isInstanceOf(DirectoryLock.DirectoryLockedException.class)
        .hasMessageContaining(directory.toString());
    lock.close();
    DirectoryLock.take(directory).close();
  }

  /** Whatever the umask of the process is. */
  @Test
  void the_directory_and_its_lock_are_the_owners_alone() throws IOException {
    Path state = directory.resolve("new").resolve("state");

    DirectoryLock.take(state).close();

    for (Path made : List.of(state, state.resolve(".."))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("lock"))))
        .isEqualTo("rw-------");
  }

  private Path saveOne() throws IOException {
    save(store(), header("p", 1), List.of("meta"), List.of("a", "bb"));
    return file(1);
  }

  private void damage(long number) throws IOException {
    byte[] bytes = Files.readAllBytes(file(number));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(number), bytes);
  }

  private Path file(long number) {
    return directory
        .resolve("state")
        .resolve(LocalCheckpointStore.directoryOf("p"))
        .resolve("ckpt-%020d.weir".formatted(number));
  }
}
