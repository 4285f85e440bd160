package dev.weir.app.http.routing;

import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import dev.weir.settings.TokensFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are valid: those of the settings and those of a file, which is read again every 5
 * s, by a request that needs a token. While the file cannot be read, its tokens stay as they are.
 * Thread-safe.
 */
final class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final HttpAccess access;
  private final Recheck recheck;
  private volatile List<AccessToken> ofFile = List.of();
  private volatile String problem = "";

  /** The tokens of an interface; the file is read at once. */
  Tokens(HttpAccess access, LongSupplier nanoTime) {
    this.access = access;
    this.recheck = new Recheck(PERIOD, nanoTime);
    access.tokensFile().ifPresent(this::read);
  }

  /** Finds a token. Every valid one is compared with it, each in constant time. */
  Optional<AccessToken> find(String token) {
    if (recheck.isDue()) {
      access.tokensFile().ifPresent(this::read);
    }
    byte[] hash = hex(token);
    Optional<AccessToken> found = Optional.empty();
    for (AccessToken valid : Stream.concat(access.tokens().stream(), ofFile.stream()).toList()) {
      if (MessageDigest.isEqual(hash, valid.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = Optional.of(valid);
      }
    }
    return found;
  }

  private void read(Path file) {
    try {
      List<AccessToken> read = TokensFile.read(file);
      if (!read.equals(ofFile) || !problem.isEmpty()) {
        LOG.info("{}: {} tokens are valid", file, read.size());
      }
      ofFile = read;
      problem = "";
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(problem)) {
        LOG.warn("weir.http.tokens-file: {}; the tokens read before stay valid", reason);
      }
      problem = reason;
    }
  }

  /** The SHA-256 of a token in UTF-8, as hexadecimal digits. */
  private static byte[] hex(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
