package dev.weir.app.http;

import dev.weir.app.http.routing.Method;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Role;
import dev.weir.app.http.routing.Route;
import java.util.List;

/** The catalogue of what the service answers: the table of routes and its documents show this. */
public enum Endpoint {
  LIVEZ("/livez", Role.PROBE, Reply.JSON, "Whether the process lives."),
  STARTUPZ("/startupz", Role.PROBE, Reply.JSON, "Whether the sources were opened once."),
  READYZ("/readyz", Role.PROBE, Reply.JSON, "Whether the service reads its sources."),
  HEALTHZ("/healthz", Role.READ, Reply.JSON, "The state of each component, its reason and time."),
  METRICS("/metrics", Role.METRICS, "text/plain", "The metrics in the text format of Prometheus."),
  STATUS("/api/v1/status", Role.READ, Reply.JSON, "The status report."),
  DETECTIONS(
      "/api/v1/detections",
      Role.READ,
      Reply.JSON,
      "The last anomalies since the process started, the latest first.",
      "limit",
      "series"),
  ALL_SERIES(
      "/api/v1/series",
      Role.READ,
      Reply.JSON,
      "The series that match, each as of a record of its source.",
      "search",
      "state",
      "source",
      "limit",
      "cursor"),
  SERIES(
      "/api/v1/series/{key}",
      Role.READ,
      Reply.JSON,
      "The state of a series, as of a record of its source."),
  ALERTS("/api/v1/alerts", Role.READ, Reply.JSON, "The alerts that are open, the worst first."),
  ACKNOWLEDGE(
      Method.POST,
      "/api/v1/alerts/{id}/acknowledge",
      Role.ADMIN,
      Reply.JSON,
      "Acknowledges an open alert: it is not repeated."),
  SILENCES("/api/v1/silences", Role.READ, Reply.JSON, "The silences, and those to come.", "ended"),
  SILENCE(
      Method.POST,
      "/api/v1/silences",
      Role.ADMIN,
      Reply.JSON,
      "Adds a silence, or changes the one whose id the body has."),
  EXPIRE_SILENCE(
      Method.DELETE, "/api/v1/silences/{id}", Role.ADMIN, Reply.JSON, "Ends a silence now."),
  DRIFT(
      "/api/v1/drift",
      Role.READ,
      Reply.JSON,
      "The last drifts since the process started, the latest first.",
      "limit",
      "series"),
  CHECKPOINTS(
      "/api/v1/checkpoints",
      Role.READ,
      Reply.JSON,
      "The checkpoints on the disk, the newest of each source first.",
      "source"),
  TAKE_CHECKPOINT(
      Method.POST,
      "/api/v1/checkpoints",
      Role.ADMIN,
      Reply.JSON,
      "Takes a checkpoint of each source now, and answers once it is saved.",
      "source"),
  VERIFY_CHECKPOINT(
      Method.POST,
      "/api/v1/checkpoints/verify",
      Role.ADMIN,
      Reply.JSON,
      "Reads a checkpoint from the first byte to the last.",
      "source",
      "number"),
  CONFIG(
      "/api/v1/config",
      Role.READ,
      Reply.JSON,
      "All settings with their defaults; secrets are hidden."),
  STREAM(
      "/api/v1/stream",
      Role.READ,
      EventStreams.TYPE,
      "What changes, as Server-Sent Events: a snapshot first.",
      "topics",
      "series"),
  OPENAPI("/openapi.json", Role.READ, Reply.JSON, "This interface in the format of OpenAPI 3.1."),
  PAGE("/", Role.PAGE, PageFiles.HTML, "The page: what the service does and finds now."),
  PAGE_OF_SERIES("/series/{key}", Role.PAGE, PageFiles.HTML, "The page of a series."),
  PAGE_FILE("/ui/{file}", Role.PAGE, "*/*", "A file that the page consists of."),
  OBSERVATIONS(
      Method.POST,
      "/api/v1/observations",
      Role.INGEST,
      Reply.JSON,
      "Takes a batch of records for a source of type http.",
      "source"),
  LINE_PROTOCOL(
      Method.POST,
      "/api/v2/write",
      Role.WRITE,
      Reply.JSON,
      "Takes the line protocol of InfluxDB for a source of type http.",
      "bucket",
      "org",
      "orgID",
      "precision"),
  LINE_PROTOCOL_V1(
      Method.POST,
      "/write",
      Role.WRITE,
      Reply.JSON,
      "Takes the line protocol as InfluxDB 1 does, for a source of type http.",
      "db",
      "precision",
      "rp",
      "consistency"),
  PING(
      "/ping",
      Role.PROBE,
      Reply.JSON,
      "Whether there is a service, for clients of InfluxDB that ask before they write."),
  REMOTE_WRITE(
      Method.POST,
      "/api/v1/write",
      Role.WRITE,
      Reply.PROBLEM,
      "Takes remote write 1.0 of Prometheus for a source of type http.",
      "source");

  private final Method method;
  private final String path;
  private final Role role;
  private final String produces;
  private final String summary;
  private final String query;

  Endpoint(String path, Role role, String produces, String summary, String... query) {
    this(Method.GET, path, role, produces, summary, query);
  }

  Endpoint(
      Method method, String path, Role role, String produces, String summary, String... query) {
    this.method = method;
    this.path = path;
    this.role = role;
    this.produces = produces;
    this.summary = summary;
    this.query = String.join(" ", query);
  }

  public Method method() {
    return method;
  }

  /** Segments behind slashes; {@code {name}} stands for one segment, and is a parameter. */
  public String path() {
    return path;
  }

  Role role() {
    return role;
  }

  /** The status of an answer to a request that did what it should. */
  String success() {
    if (this == PING) {
      return "204";
    }
    return switch (role) {
      case WRITE -> "204";
      case INGEST -> "202";
      case PROBE, PAGE, READ, METRICS, ADMIN -> "200";
    };
  }

  /** The media type of an answer that is no problem. */
  String produces() {
    return produces;
  }

  /** One line for the documentation. */
  String summary() {
    return summary;
  }

  /** The names of the parameters behind the question mark, each of which may be left out. */
  List<String> query() {
    return query.isEmpty() ? List.of() : List.of(query.split(" "));
  }

  /** The row of the table of routes. */
  public Route with(Route.Handler handler) {
    return new Route(method, path, role, summary, handler);
  }
}
