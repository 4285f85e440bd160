package dev.weir.app.http;

import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides by the bearer token of a request whether it may use a route. Without tokens in the
 * settings every request may. Thread-safe.
 */
public final class Gate {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final String REALM = "Bearer realm=\"weir\"";

  /** Senders of line protocol write Token for Bearer. */
  private static final Pattern HEADER =
      Pattern.compile("(?:bearer|token) ([!-~]{1,512})", Pattern.CASE_INSENSITIVE);

  private final HttpAccess access;
  private final Tokens tokens;

  /** A gate for the tokens of an interface. */
  public Gate(HttpAccess access, LongSupplier nanoTime) {
    this.access = access;
    this.tokens = new Tokens(access, nanoTime);
  }

  /** A gate that every request may pass. */
  static Gate open() {
    return new Gate(HttpAccess.LOOPBACK, () -> 0);
  }

  /** Whether requests need a token. */
  boolean needsToken() {
    return access.needsToken();
  }

  /** The problem that answers a request for a route; empty if it may pass. */
  Optional<Reply> refusal(Role role, Exchange exchange) {
    if (!needsToken() || !role.needsToken(access.metricsOpen())) {
      return Optional.empty();
    }
    List<String> headers = exchange.headers("Authorization");
    if (headers.isEmpty()) {
      return Optional.of(
          Reply.problem(
                  UNAUTHORIZED,
                  "a token of the role %s is needed: Authorization: Bearer TOKEN"
                      .formatted(role.label()))
              .with("WWW-Authenticate", REALM));
    }
    Optional<AccessToken> token = token(headers);
    if (token.isEmpty()) {
      return Optional.of(
          Reply.problem(UNAUTHORIZED, "the token is not valid")
              .with("WWW-Authenticate", REALM + ", error=\"invalid_token\""));
    }
    return role.allows(token.get().role())
        ? Optional.empty()
        : Optional.of(
            Reply.problem(FORBIDDEN, "a token of the role %s is needed".formatted(role.label()))
                .with("WWW-Authenticate", REALM + ", error=\"insufficient_scope\""));
  }

  private Optional<AccessToken> token(List<String> headers) {
    Matcher header = HEADER.matcher(headers.getFirst().strip());
    return headers.size() == 1 && header.matches()
        ? tokens.find(header.group(1))
        : Optional.empty();
  }
}
