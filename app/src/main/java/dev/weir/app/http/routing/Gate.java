package dev.weir.app.http.routing;

import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  /** Senders of the protocols of other systems may have a user and a password: the token. */
  private static final Pattern BASIC =
      Pattern.compile("basic ([A-Za-z0-9+/=]{1,1024})", Pattern.CASE_INSENSITIVE);

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
    Optional<AccessToken> token = token(role, headers);
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

  private Optional<AccessToken> token(Role role, List<String> headers) {
    if (headers.size() != 1) {
      return Optional.empty();
    }
    String value = headers.getFirst().strip();
    Matcher header = HEADER.matcher(value);
    if (header.matches()) {
      return tokens.find(header.group(1));
    }
    Matcher basic = BASIC.matcher(value);
    return role == Role.WRITE && basic.matches()
        ? password(basic.group(1)).flatMap(tokens::find)
        : Optional.empty();
  }

  /** The text behind the first colon; empty if that cannot be a token. */
  private static Optional<String> password(String encoded) {
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
      String password = text.substring(text.indexOf(':') + 1);
      return text.indexOf(':') >= 0 && password.matches("[!-~]{1,512}")
          ? Optional.of(password)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
