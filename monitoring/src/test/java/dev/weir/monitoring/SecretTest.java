package dev.weir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

  @TempDir Path directory;

  @Test
  void a_secret_is_revealed_and_never_shown() {
    assertThat(new Secret("canary").reveal()).isEqualTo("canary");
    assertThat(new Secret("canary")).hasToString("***");
    assertThat(Secret.NONE.isEmpty()).isTrue();
  }

  @Test
  void a_file_is_read_at_each_use_without_the_white_space_around_it() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), " first\n");
    Secret secret = Secret.inFile(file);

    assertThat(secret.reveal()).isEqualTo("first");
    Files.writeString(file, "second");

    assertThat(secret.reveal()).isEqualTo("second");
    assertThat(secret.isEmpty()).isFalse();
    assertThat(secret).hasToString("***");
  }

  @Test
  void a_file_that_is_missing_empty_or_too_large_is_named() throws Exception {
    Path file = directory.resolve("token");
    Secret secret = Secret.inFile(file);

    assertUnreadable(secret, "does not exist");
    Files.writeString(file, "\n");
    assertUnreadable(secret, "empty");
    Files.writeString(file, "canary".repeat(20_000));
    assertUnreadable(secret, "larger than 64 KiB");
  }

  private void assertUnreadable(Secret secret, String reason) {
    assertThatThrownBy(secret::reveal)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll(directory.resolve("token").toString(), reason)
        .hasMessageNotContaining("canary");
  }
}
