package dev.weir.connectors.redis.client;

import dev.weir.monitoring.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a Redis server is, and how to get in.
 *
 * @param user empty for the default user
 * @param password empty for none
 * @param authority PEM file of the certificates that the server's must descend from; empty for
 *     those the Java platform trusts
 * @param timeout how long to wait for a connection or an answer
 */
public record RedisAddress(
    String host,
    int port,
    int database,
    boolean tls,
    String user,
    Secret password,
    Optional<Path> authority,
    Duration timeout) {

  private static final int PORT = 6379;
  private static final int MOST_DATABASES = 1 << 14;

  /**
   * Reads an address such as {@code redis://127.0.0.1:6379} or {@code rediss://host/2}.
   *
   * @throws IllegalArgumentException if it is none, or holds a password, which would be shown
   */
  public static RedisAddress of(
      String text, String user, Secret password, Optional<Path> authority, Duration timeout) {
    URI uri = uri(text);
    boolean tls = "rediss".equals(uri.getScheme());
    if (!tls && !"redis".equals(uri.getScheme())) {
      throw new IllegalArgumentException("must begin with redis:// or rediss://");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not hold user or password, which would be seen in logs: set user and password");
    }
    if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("must be like redis://127.0.0.1:6379");
    }
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    return new RedisAddress(
        uri.getHost(), port, database(uri), tls, user, password, authority, timeout);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The message of the cause would show what may be a password.
      throw new IllegalArgumentException("must be like redis://127.0.0.1:6379");
    }
  }

  private static int database(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (path.isEmpty()) {
      return 0;
    }
    if (!path.matches("\\d{1,5}") || Integer.parseInt(path) >= MOST_DATABASES) {
      throw new IllegalArgumentException("must end in the number of a database, or in nothing");
    }
    return Integer.parseInt(path);
  }

  /** As the configuration writes it. */
  public String uri() {
    return "%s://%s:%d%s"
        .formatted(tls ? "rediss" : "redis", host, port, database == 0 ? "" : "/" + database);
  }

  /** Host and port, for people. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
