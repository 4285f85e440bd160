package dev.weir.app.http.routing;

import dev.weir.settings.AccessToken;

/** Who may use a route. */
public enum Role {
  /** An orchestrator that asks whether the process lives. Needs no token. */
  PROBE,
  /** A file of the page, which holds no data of the service. Needs no token. */
  PAGE,
  /** A program that sends records. */
  INGEST,
  /**
   * A program that sends records by a protocol whose senders drop what is refused with 429: as
   * {@link #INGEST}, but a rate that is too high is answered by 503.
   */
  WRITE,
  /** An operator or a program that reads the state of the service. */
  READ,
  /** An operator who changes something, or makes the service work. */
  ADMIN,
  /** A monitoring system: as {@link #READ}, unless the settings open the metrics to everyone. */
  METRICS;

  /** Whether a request needs a token where the service has some. */
  public boolean needsToken(boolean metricsOpen) {
    return switch (this) {
      case PROBE, PAGE -> false;
      case INGEST, WRITE, READ, ADMIN -> true;
      case METRICS -> !metricsOpen;
    };
  }

  /** Whether a token of a role is enough. */
  boolean allows(AccessToken.Role token) {
    return switch (this) {
      case PROBE, PAGE -> true;
      case INGEST, WRITE -> token != AccessToken.Role.READ;
      case READ, METRICS -> token != AccessToken.Role.INGEST;
      case ADMIN -> token == AccessToken.Role.ADMIN;
    };
  }

  /** The role as documents name it. */
  public String label() {
    return switch (this) {
      case PROBE -> "probe";
      case PAGE -> "page";
      case INGEST, WRITE -> "ingest";
      case READ, METRICS -> "read";
      case ADMIN -> "admin";
    };
  }
}
