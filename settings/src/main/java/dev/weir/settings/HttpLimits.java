package dev.weir.settings;

import java.time.Duration;

/**
 * Limits how much the HTTP interface takes.
 *
 * @param connections open at one time, 1 or more
 * @param connectionsOfClient those of one client, 1 or more
 * @param request the answer to a request begins within this time of its first byte
 * @param requestsPerSecond with records, of one client; 0 for no limit
 */
public record HttpLimits(
    int connections, int connectionsOfClient, Duration request, double requestsPerSecond) {

  /** Time for a request and its answer: one second more than a body has. */
  public static final Duration REQUEST = Duration.ofSeconds(16);

  /** The limits without a setting. */
  public static final HttpLimits USUAL = new HttpLimits(512, 256, REQUEST, 5_000);
}
