package dev.weir.app.http.routing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that a page of another site sent through a browser: those for a host name that
 * is not this service's (DNS rebinding), and those with a foreign {@code Origin}. A numeric address
 * cannot be rebound, so any is allowed where the service does not listen at a loopback address.
 *
 * @param bound the address that is listened at, such as 127.0.0.1
 * @param names further host names in lower case, without ports
 * @param loopback whether the bound address is one of loopback
 */
public record HostRule(String bound, List<String> names, boolean loopback) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Pattern NUMERIC = Pattern.compile("[0-9]+(\\.[0-9]+){3}|\\[[0-9a-f:.]+]");

  private static final int MISDIRECTED = 421;
  private static final int FORBIDDEN = 403;

  /**
   * The problem that answers a request; empty if it may pass.
   *
   * @param host the header {@code Host}; empty if there is none
   * @param origin the header {@code Origin}; empty if there is none
   */
  public Optional<Reply> refusal(Optional<String> host, Optional<String> origin) {
    if (host.isEmpty() || !isOurs(host.get())) {
      return Optional.of(
          Reply.problem(
              MISDIRECTED, "the header Host does not name this service: use the address it has"));
    }
    if (origin.isPresent() && !isSame(origin.get(), host.get())) {
      return Optional.of(
          Reply.problem(FORBIDDEN, "pages of other sites may not send requests to this service"));
    }
    return Optional.empty();
  }

  private boolean isOurs(String host) {
    String name = name(host.toLowerCase(Locale.ROOT));
    return LOOPBACK.contains(name)
        || names.contains(name)
        || name.equals(bracketed(bound.toLowerCase(Locale.ROOT)))
        || (!loopback && NUMERIC.matcher(name).matches());
  }

  private static boolean isSame(String origin, String host) {
    // A proxy that ends TLS passes the origin of the browser on.
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  /** The host without its port. */
  private static String name(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host : host.substring(0, end);
  }

  /** An address of IPv6 stands in brackets in front of a port. */
  private static String bracketed(String address) {
    return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
