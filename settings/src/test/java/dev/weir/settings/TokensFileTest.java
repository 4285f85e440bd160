package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  @TempDir Path directory;

  @Test
  void a_line_holds_role_hash_and_name() throws Exception {
    Path file =
        write(
            """
            # comment

            read sha256:HASH prometheus
              ingest\tsha256:HASH   gateway-1\r
            admin sha256:HASH ops\
            """
                .replace("HASH", HASH));

    assertThat(TokensFile.read(file))
        .containsExactly(
            new AccessToken("prometheus", AccessToken.Role.READ, HASH),
            new AccessToken("gateway-1", AccessToken.Role.INGEST, HASH),
            new AccessToken("ops", AccessToken.Role.ADMIN, HASH));
    assertThat(TokensFile.read(write(""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read sha256:HASH",
        "read HASH canary",
        "write sha256:HASH canary",
        "READ sha256:HASH canary",
        "read sha256:canary name",
        "read sha256:HASH0 canary",
        "read sha256:HASH can/ary",
        "read sha256:HASH canary more"
      })
  void another_line_is_refused_by_its_number_and_is_not_repeated(String line) throws Exception {
    Path file = write("# tokens\n" + line.replace("HASH", HASH) + "\n");

    assertThatThrownBy(() -> TokensFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + ":2: a line is a role")
        .message()
        .doesNotContain("canary", HASH);
  }

  @Test
  void a_file_that_others_can_write_to_is_refused() throws Exception {
    Path file = write("");
    for (String mode : new String[] {"rw-rw----", "rw----rw-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> TokensFile.read(file)).hasMessageContaining("chmod go-w");
    }
  }

  @Test
  void a_missing_and_a_large_file_are_refused() throws Exception {
    assertThatThrownBy(() -> TokensFile.read(directory.resolve("none")))
        .hasMessageEndingWith("none does not exist");
    Path large = write("#".repeat((64 << 10) + 1));
    assertThatThrownBy(() -> TokensFile.read(large)).hasMessageEndingWith("larger than 64 KiB");
  }

  private Path write(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("tokens"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }
}
