package dev.weir.app.http;

import static java.util.stream.Collectors.joining;

import java.util.Locale;

/** Prints {@code docs/api.md}, which {@code bin/docs} writes to its place. */
public final class ApiDocument {

  private static final String HEAD =
      """
      # HTTP API

      The service listens at `weir.http.host` and `weir.http.port`, by default 127.0.0.1:8080. Only loopback
      addresses are allowed, as no token is checked yet; the column "role" says what a route will require.
      `GET /openapi.json` describes this table in the format of OpenAPI 3.1.

      - Errors are `application/problem+json` (RFC 9457) with `status`, `title` and `detail`.
      - A request whose header `Host` names neither the bound address nor `localhost`, `127.0.0.1` or `[::1]`
        is refused with 421, one with an `Origin` of another site with 403. There are no CORS headers.
      - `GET /` is a page for people; everything else is for programs.
      - Caches must not store answers (`Cache-Control: no-store`).
      - `HEAD` is answered where `GET` is. Other methods get 405.

      | route | role | media type | answer |
      |---|---|---|---|
      """;

  private static final String END =
      """

      `/livez` is for the liveness probe of an orchestrator, `/startupz` for its startup probe, `/readyz` for its
      readiness probe. `/startupz` stays 200 once the sources were opened. `/healthz` answers 503 while a
      component is down; its body lists every component, the worst first, with `state` (`up`, `degraded`,
      `down`), `reason` and `since`.

      `/api/v1/detections` lists anomalies that are kept in memory: 500 of each source, without those whose JSON is
      longer than 16 KiB, and of a batch the last 50. `limit` is 1 to 1,000 (100), `series` the key of a series;
      objects are those of a file sink. For all of them, configure a sink.

      `/api/v1/alerts` counts the open alerts by severity (`open`), and lists the first 100 with `id`, `severity`,
      `since`, `labels` and `notes`. It is empty if alerting is off.

      `/api/v1/stream` sends Server-Sent Events: first one of type `snapshot`, then at most two a second of type
      `change` with what changed, and a comment after two seconds without a change. Each is an object with the time
      `t` (ms), `stopping` if the service is, and the topics `status`, `alerts`, `detections` (new ones), `plots` (each an array of time,
      throughput, mean and p99 latency in ms, precision, recall, F1, and anomalies of severity info, warning and
      critical of one second, 15 minutes of them), and, if `series` is given, `records` (each an array of time,
      score, severity 0 to 3, and the values), kept from the moment somebody asks for the series. `topics` names some of
      the first four, with commas between. A client that does not read loses ticks and gets the changes of all of them
      later; of detections and records it gets the last. There may be 16 clients; the next one gets 503.

      The page loads everything from this service: its `Content-Security-Policy` allows nothing else. This document
      is written by `bin/docs`.
      """;

  private ApiDocument() {}

  /** Prints the page to standard output. */
  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Endpoint endpoint : Endpoint.values()) {
      page.append(
          "| `GET %s` | %s | `%s` | %s |\n"
              .formatted(
                  endpoint.path() + query(endpoint),
                  endpoint.role().name().toLowerCase(Locale.ROOT),
                  endpoint.produces(),
                  endpoint.summary()));
    }
    return page.append(END).toString();
  }

  private static String query(Endpoint endpoint) {
    return endpoint.query().isEmpty()
        ? ""
        : endpoint.query().stream().map(name -> name + "=").collect(joining("&", "?", ""));
  }
}
