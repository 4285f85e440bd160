package dev.weir.app.http.routing;

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
  public static Gate open() {
    return new Gate(HttpAccess.LOOPBACK, () -> 0);
  }

  /** Whether requests need a token. */
  boolean needsToken() {
    return access.needsToken();
  }

  /** The outcome for a request. */
  sealed interface Decision {}

  /**
   * It may be answered.
   *
   * @param client who sent it: the name of the token, or the address where no token is needed
   */
  record Passed(String client) implements Decision {}

  /** It is answered by a problem. */
  record Refused(Reply reply) implements Decision {}

  /** Decides about a request for a route. */
  Decision decide(Role role, Exchange exchange) {
    if (!needsToken() || !role.needsToken(access.metricsOpen())) {
      return new Passed(exchange.client());
    }
    List<String> headers = exchange.headers("Authorization");
    if (headers.isEmpty()) {
      return refused(
          UNAUTHORIZED,
          "a token of the role %s is needed: Authorization: Bearer TOKEN".formatted(role.label()),
          REALM);
    }
    Optional<AccessToken> token = token(headers);
    if (token.isEmpty()) {
      return refused(UNAUTHORIZED, "the token is not valid", REALM + ", error=\"invalid_token\"");
    }
    return role.allows(token.get().role())
        ? new Passed("token " + token.get().name())
        : refused(
            FORBIDDEN,
            "a token of the role %s is needed".formatted(role.label()),
            REALM + ", error=\"insufficient_scope\"");
  }

  private static Refused refused(int status, String detail, String challenge) {
    return new Refused(Reply.problem(status, detail).with("WWW-Authenticate", challenge));
  }

  private Optional<AccessToken> token(List<String> headers) {
    Matcher header = HEADER.matcher(headers.getFirst().strip());
    return headers.size() == 1 && header.matches()
        ? tokens.find(header.group(1))
        : Optional.empty();
  }
}
