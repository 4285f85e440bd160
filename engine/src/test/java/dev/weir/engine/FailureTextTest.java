package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException(),
        new IOException("null"),
        new IOException(""),
        new IOException((String) null, new IOException("No space left on device")),
        new IOException(new ClosedChannelException()),
        new EOFException(),
        new ClosedChannelException(),
        new ClosedByInterruptException(),
        new AsynchronousCloseException(),
        new FileSystemException("/data/x"),
        new FileSystemException(null),
        new NoSuchFileException("/data/x"),
        new AccessDeniedException("/data/x"),
        new FileAlreadyExistsException("/data/x"),
        new DirectoryNotEmptyException("/data/x"),
        new NotDirectoryException("/data/x"),
        new FileSystemLoopException("/data/x"),
        new ReadOnlyFileSystemException(),
        new UncheckedIOException(new IOException()),
        new CompletionException(new NoSuchFileException("/data/x")),
        new NullPointerException(),
        new IllegalStateException(new IOException()),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void every_failure_has_words(Throwable failure) {
    String text = FailureText.of(failure);

    assertThat(text).isNotBlank().contains(" ").doesNotContain("null", "java.");
    assertThat(text).isNotEqualTo(failure.getClass().getSimpleName());
    if (failure instanceof FileSystemException file && file.getFile() != null) {
      assertThat(text).contains("/data/x").hasSizeGreaterThan("/data/x".length() + 10);
    }
  }

  @Test
  void a_full_disk_a_quota_and_a_read_only_disk_have_a_remedy() {
    assertThat(FailureText.of(new FileSystemException("/d/x", null, "No space left on device")))
        .isEqualTo("the disk is full (/d/x); make room, or name another place");
    assertThat(FailureText.of(new IOException("/d/x: Disk quota exceeded")))
        .isEqualTo(
            "the disk is full (/d/x: Disk quota exceeded); make room, or name another place");
    assertThat(FailureText.of(new FileSystemException("/d/x", null, "Read-only file system")))
        .contains("the disk is read-only (/d/x", "mount it for writing");
  }

  @Test
  void a_message_stays_as_it_is() {
    assertThat(FailureText.of(new IllegalStateException("in.csv:7: odd")))
        .isEqualTo("in.csv:7: odd");
    assertThat(FailureText.of(new IOException("no Redis answers at localhost:6379")))
        .isEqualTo("no Redis answers at localhost:6379");
  }
}
