package dev.weir.app.http;

/** The catalogue of what the service answers: the table of routes and its documents show this. */
enum Endpoint {
  LIVEZ("/livez", Role.PROBE, Reply.JSON, "Whether the process lives."),
  STARTUPZ("/startupz", Role.PROBE, Reply.JSON, "Whether the sources were opened once."),
  READYZ("/readyz", Role.PROBE, Reply.JSON, "Whether the service reads its sources."),
  HEALTHZ("/healthz", Role.READ, Reply.JSON, "The state of each component, its reason and time."),
  METRICS("/metrics", Role.READ, "text/plain", "The metrics in the text format of Prometheus."),
  STATUS("/api/v1/status", Role.READ, Reply.JSON, "The status report."),
  SERIES(
      "/api/v1/series/{key}",
      Role.READ,
      Reply.JSON,
      "The state of a series, as of a record of its source."),
  OPENAPI("/openapi.json", Role.READ, Reply.JSON, "This interface in the format of OpenAPI 3.1.");

  private final String path;
  private final Role role;
  private final String produces;
  private final String summary;

  Endpoint(String path, Role role, String produces, String summary) {
    this.path = path;
    this.role = role;
    this.produces = produces;
    this.summary = summary;
  }

  /** Segments behind slashes; {@code {name}} stands for one segment, and is a parameter. */
  String path() {
    return path;
  }

  Role role() {
    return role;
  }

  /** The media type of an answer with 200. */
  String produces() {
    return produces;
  }

  /** One line for the documentation. */
  String summary() {
    return summary;
  }

  /** The row of the table of routes. */
  Route with(Route.Handler handler) {
    return new Route(Method.GET, path, role, summary, handler);
  }
}
