package dev.weir.settings;

import dev.weir.settings.hocon.KebabCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens in a file. A line holds a role, {@code sha256:} with the hash, and a name, with blanks
 * between; empty lines and lines that begin with {@code #} are passed over.
 */
public final class TokensFile {

  private static final int LARGEST = 64 << 10;
  private static final String PREFIX = "sha256:";

  private TokensFile() {}

  /**
   * The tokens in a file, in its order; none for a file without any.
   *
   * @throws IOException if it cannot be read, is larger than 64 KiB, other users can write to it,
   *     or a line is something else; the message names the line and repeats nothing of it
   */
  public static List<AccessToken> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException("other users can write to %s: chmod go-w".formatted(file));
      }
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("%s is larger than 64 KiB".formatted(file));
      }
      return tokens(file, new String(bytes, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new IOException("%s does not exist".formatted(file), e);
    }
  }

  private static List<AccessToken> tokens(Path file, String text) throws IOException {
    List<AccessToken> tokens = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        int at = number;
        tokens.add(
            token(content.split("\\s+"))
                .orElseThrow(() ->
                    new IOException(
                        ("%s:%d: a line is a role (ingest, read or admin), sha256: with 64"
                                + " hexadecimal digits in lower case, and a name of letters and"
                                + " digits; weir token prints one")
                            .formatted(file, at))));
      }
    }
    return tokens;
  }

  private static Optional<AccessToken> token(String[] words) {
    if (words.length != 3 || !words[1].startsWith(PREFIX)) {
      return Optional.empty();
    }
    Optional<String> hash = AccessToken.hash(words[1].substring(PREFIX.length()));
    Optional<String> name = AccessToken.name(words[2]);
    return Arrays.stream(AccessToken.Role.values())
        .filter(role -> KebabCase.of(role).equals(words[0]))
        .findFirst()
        .flatMap(role -> name.flatMap(n -> hash.map(h -> new AccessToken(n, role, h))));
  }
}
