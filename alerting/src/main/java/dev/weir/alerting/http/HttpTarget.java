package dev.weir.alerting.http;

import dev.weir.monitoring.Secret;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The server that a receiver calls.
 *
 * @param url its address; path and query may be secret, scheme, host and port are not
 * @param timeout for the connection, and for the whole of a call
 * @param headers sent with each call
 */
public record HttpTarget(Secret url, Duration timeout, Map<String, Secret> headers) {

  /** Shorter parts of a path, a query or a header are too common to be hidden in texts. */
  private static final int SHORTEST_SEGMENT = 8;

  private static final int SHORTEST_VALUE = 4;

  public HttpTarget {
    headers = Map.copyOf(headers);
  }

  /** A server with a fixed address and no headers of its own. */
  public static HttpTarget at(URI url, Duration timeout) {
    return new HttpTarget(new Secret(url.toString()), timeout, Map.of());
  }

  /**
   * Returns the address as it stands, not encoded again.
   *
   * @throws java.io.UncheckedIOException if it is in a file that cannot be read
   * @throws IllegalArgumentException if it is not an HTTP address
   */
  public URI uri() {
    URI uri;
    try {
      uri = new URI(url.reveal());
    } catch (java.net.URISyntaxException e) {
      // Its message holds the address.
      throw new IllegalArgumentException("the URL is malformed: " + e.getReason());
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException("the URL must begin with https://HOST or http://HOST");
    }
    return uri;
  }

  /** Scheme, host and port. */
  public String host() {
    return host(uri());
  }

  static String host(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "%s://%s%s".formatted(uri.getScheme(), uri.getHost(), port);
  }

  /** The text with three stars for each secret of the address and the headers that it holds. */
  public String redact(String text) {
    String shown = text;
    for (String secret : secrets()) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }

  /** The longest first, so that no part of one stays. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    URI uri = uri();
    add(secrets, SHORTEST_SEGMENT, String.valueOf(uri.getRawPath()).split("/"));
    String query = uri.getRawQuery();
    if (query != null) {
      add(secrets, SHORTEST_VALUE, query);
      for (String parameter : query.split("&")) {
        add(secrets, SHORTEST_VALUE, parameter.substring(parameter.indexOf('=') + 1));
      }
    }
    for (Secret header : headers.values()) {
      String value = header.reveal();
      add(secrets, SHORTEST_VALUE, value, value.substring(value.lastIndexOf(' ') + 1));
    }
    secrets.sort(Comparator.comparingInt(String::length).reversed());
    return secrets;
  }

  private static void add(List<String> secrets, int shortest, String... texts) {
    for (String text : texts) {
      if (text.length() >= shortest) {
        secrets.add(text);
      }
    }
  }

  @Override
  public String toString() {
    try {
      return host();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return "an address that cannot be read";
    }
  }
}
