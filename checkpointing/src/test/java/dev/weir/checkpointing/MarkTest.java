package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkTest {

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("written.mark");
  }

  @Test
  void it_is_0_where_there_is_none() throws Exception {
    assertThat(Mark.read(file, 0)).isZero();
  }

  @Test
  void it_is_read_by_another_process_as_soon_as_it_is_moved() throws Exception {
    try (Mark mark = Mark.open(file, 3)) {
      mark.moveTo(7);
      assertThat(Mark.read(file, 3)).isEqualTo(7);
      mark.moveTo(1L << 40);
      assertThat(Mark.read(file, 3)).isEqualTo(1L << 40);
    }
  }

  @Test
  void it_never_goes_back_within_its_epoch() throws Exception {
    try (Mark mark = Mark.open(file, 3)) {
      mark.moveTo(7);
    }
    try (Mark mark = Mark.open(file, 3)) {
      mark.moveTo(5);
      assertThat(Mark.read(file, 3)).isEqualTo(7);
    }
    try (Mark mark = Mark.open(file, 4)) {
      mark.moveTo(5);
    }
    assertThat(Mark.read(file, 4)).isEqualTo(5);
    assertThat(Mark.read(file, 3)).isZero();
  }

  @Test
  void a_damaged_one_says_nothing() throws Exception {
    try (Mark mark = Mark.open(file, 3)) {
      mark.moveTo(7);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[15] ^= 1;
    Files.write(file, bytes);

    assertThat(Mark.read(file, 3)).isZero();
  }

  @Test
  void only_the_owner_may_read_it() throws Exception {
    try (Mark mark = Mark.open(file, 0)) {
      mark.moveTo(1);
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
