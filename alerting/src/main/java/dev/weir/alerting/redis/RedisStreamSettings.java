package dev.weir.alerting.redis;

import dev.weir.monitoring.Secret;
import java.time.Duration;

/**
 * A stream that gets an entry for each notice.
 *
 * @param user empty for the default user
 * @param password empty for none
 * @param maxLength entries that the stream keeps, about
 * @param timeout for the connection and for each answer
 */
public record RedisStreamSettings(
    String name,
    Server server,
    String user,
    Secret password,
    String stream,
    long maxLength,
    Duration timeout) {

  /**
   * Says where the server is.
   *
   * @param tls whether the connection is encrypted, with the certificates that Java trusts
   */
  public record Server(String host, int port, int database, boolean tls) {
    @Override
    public String toString() {
      return "%s://%s:%d".formatted(tls ? "rediss" : "redis", host, port);
    }
  }
}
