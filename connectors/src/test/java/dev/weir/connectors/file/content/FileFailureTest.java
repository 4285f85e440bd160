package dev.weir.connectors.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {

  @TempDir Path directory;

  @Test
  void what_is_not_there_is_said_to_be_nowhere() {
    Path no = directory.resolve("no");

    assertThat(words(() -> Files.newInputStream(no)))
        .isEqualTo("there is nothing at %s; check the path".formatted(no));
  }

  @Test
  void a_folder_in_place_of_a_file_is_called_one() {
    assertThat(words(() -> Files.newOutputStream(directory)))
        .isEqualTo(directory + " is a folder, and a file is wanted; name a file in it");
  }

  @Test
  void a_file_in_place_of_a_folder_is_called_one() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(words(() -> Files.createDirectories(file)))
        .isEqualTo(file + " is a file, and a folder is wanted; name another place");
    assertThat(words(() -> Files.newOutputStream(file.resolve("below"))))
        .startsWith("a part of " + file);
    assertThat(words(() -> Files.newDirectoryStream(file))).startsWith(file + " is a file");
  }

  @Test
  void what_cannot_be_had_in_a_test_has_its_words_too() {
    assertThat(FileFailure.of(new AccessDeniedException("f")))
        .isEqualTo("f may not be used; change its permissions or name another place");
    assertThat(FileFailure.of(new FileSystemException("f", null, "No space left on device")))
        .isEqualTo("the disk is full (f); make room, or name another place");
    assertThat(FileFailure.of(new IOException("No space left on device"))).contains("make room");
  }

  @Test
  void anything_else_keeps_its_message_and_loses_its_class() {
    assertThat(FileFailure.of(new IOException("odd"))).isEqualTo("odd");
    assertThat(FileFailure.of(new FileSystemException("f", null, "odd"))).isEqualTo("f: odd");
  }

  private static String words(ThrowingCallable fails) {
    return FileFailure.of(catchThrowableOfType(IOException.class, fails));
  }
}
