package dev.weir.app.http;

/** Who may use a route. Nothing is checked yet: the service is bound to loopback. */
public enum Role {
  /** An orchestrator that asks whether the process lives. Needs no token. */
  PROBE,
  /** A program that sends records. */
  INGEST,
  /** An operator or a monitoring system that reads the state of the service. */
  READ
}
