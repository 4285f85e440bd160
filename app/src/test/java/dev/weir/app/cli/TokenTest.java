package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.settings.AccessToken;
import dev.weir.settings.TokensFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

  @TempDir Path directory;

  @Test
  void a_new_token_comes_with_the_line_of_its_hash() throws Exception {
    JsonNode first = Ran.weir("token", "--role", "ingest", "--name", "gw-1", "-o", "json").json();
    JsonNode second = Ran.weir("token", "-o", "json").json();
    Path file = Files.writeString(directory.resolve("tokens"), first.get("line").asText());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    String token = first.get("token").asText();
    assertThat(token).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(second.get("token").asText());
    assertThat(TokensFile.read(file))
        .isEqualTo(List.of(new AccessToken("gw-1", AccessToken.Role.INGEST, hash(token))));
    assertThat(second.get("line").asText()).startsWith("read sha256:").endsWith(" token");
    assertThat(Ran.weir("token").out()).containsPattern("Token  \\S{43}\nLine   read sha256:");
  }

  @Test
  void a_name_that_no_file_may_hold_is_refused() {
    Ran ran = Ran.weir("token", "--name", "a b");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }

  private static String hash(String token) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
  }
}
