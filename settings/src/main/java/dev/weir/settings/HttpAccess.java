package dev.weir.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may use the HTTP interface.
 *
 * @param loopback whether only programs on this machine can reach it
 * @param names host names in lower case that requests may be sent to, besides those of loopback
 * @param tokens those of the configuration
 * @param tokensFile a file with more tokens, as {@link TokensFile} reads it
 * @param metricsOpen whether the metrics can be read without a token
 */
public record HttpAccess(
    boolean loopback,
    List<String> names,
    List<AccessToken> tokens,
    Optional<Path> tokensFile,
    boolean metricsOpen) {

  /** Everyone on this machine may use everything. */
  public static final HttpAccess LOOPBACK =
      new HttpAccess(true, List.of(), List.of(), Optional.empty(), false);

  public HttpAccess {
    names = List.copyOf(names);
    tokens = List.copyOf(tokens);
  }

  /** Whether requests need a token; also if the file has none, so that nobody has access. */
  public boolean needsToken() {
    return !tokens.isEmpty() || tokensFile.isPresent();
  }
}
