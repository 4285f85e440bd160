package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateDirectoryTest {

  @TempDir Path above;

  private Path state = Path.of("");

  @BeforeEach
  void a_state_directory() throws IOException {
    state = above.resolve("state");
    DirectoryLock.take(state).close();
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(7, 7, 0700, DirectoryAccess.OWNER, ""),
        Arguments.of(7, 7, 0755, DirectoryAccess.OWNER, ""),
        Arguments.of(0, 0, 0700, DirectoryAccess.OWNER, ""),
        Arguments.of(7, 7, 0775, DirectoryAccess.OWNER, "mode is 0775"),
        Arguments.of(7, 7, 0720, DirectoryAccess.OWNER, "group-access = true"),
        Arguments.of(7, 7, 0702, DirectoryAccess.OWNER, "chmod go-w"),
        Arguments.of(7, 7, 01777, DirectoryAccess.OWNER, "mode is 1777"),
        Arguments.of(8, 7, 0700, DirectoryAccess.OWNER, "belongs to user 8"),
        Arguments.of(0, 7, 0700, DirectoryAccess.OWNER, "belongs to user 0"),
        Arguments.of(7, 0, 0700, DirectoryAccess.OWNER, "run it as user 7"),
        Arguments.of(7, 7, 02775, DirectoryAccess.GROUP, ""),
        Arguments.of(0, 7, 02770, DirectoryAccess.GROUP, ""),
        Arguments.of(7, 7, 0777, DirectoryAccess.GROUP, "every user"),
        Arguments.of(8, 7, 0770, DirectoryAccess.GROUP, "belongs to user 8"),
        Arguments.of(7, 0, 0770, DirectoryAccess.GROUP, "belongs to user 7"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void owner_and_mode_decide(
      long owner, long self, int mode, DirectoryAccess access, String problem) {
    String found = StateDirectory.problem(owner, self, mode, access).orElse("");

    assertThat(found.isEmpty()).as(found).isEqualTo(problem.isEmpty());
    assertThat(found).contains(problem);
  }

  @Test
  void a_directory_that_others_may_write_to_is_refused_and_named() throws IOException {
    mode(state, "rwxrwxrwx");
    refused(state, DirectoryAccess.OWNER);
    refused(state, DirectoryAccess.GROUP);

    mode(state, "rwxrwx---");
    refused(state, DirectoryAccess.OWNER);
    DirectoryLock.take(state, DirectoryAccess.GROUP).close();

    mode(state, "rwxr-xr-x");
    DirectoryLock.take(state).close();
  }

  @Test
  void the_directories_of_pipelines_and_of_the_outbox_are_checked_and_no_others()
      throws IOException {
    for (String name : List.of("outbox", LocalCheckpointStore.directoryOf("p"), "lost+found")) {
      Path inside = Files.createDirectory(state.resolve(name));
      mode(inside, "rwxrwxrwx");
      if (name.equals("lost+found")) {
        DirectoryLock.take(state).close();
      } else {
        refused(inside, DirectoryAccess.OWNER);
        mode(inside, "rwx------");
      }
    }
  }

  @Test
  void a_directory_above_may_be_shared() throws IOException {
    mode(above, "rwxrwxrwx");

    DirectoryLock.take(state).close();
  }

  private static void refused(Path directory, DirectoryAccess access) {
    Path state = directory.endsWith("state") ? directory : directory.getParent();
    assertThatThrownBy(() -> DirectoryLock.take(state, access))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(directory.toString(), "chmod");
  }

  private static void mode(Path directory, String permissions) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
  }
}
