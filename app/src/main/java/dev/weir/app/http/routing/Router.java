package dev.weir.app.http.routing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of routes: finds the route of a request and lets it answer. Thread-safe. */
public final class Router {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");

  private record Row(Route route, PathPattern pattern) {}

  private record Match(Route route, Map<String, String> parameters) {}

  private final List<Row> rows;
  private final Gate gate;
  private final RequestRates rates;

  /**
   * The table.
   *
   * @param gate decides which requests reach a handler
   * @param rates limits the requests of each client that sends records
   * @throws IllegalArgumentException if two routes have the same method and path
   */
  public Router(List<Route> routes, Gate gate, RequestRates rates) {
    this.gate = gate;
    this.rates = rates;
    Set<String> seen = new HashSet<>();
    for (Route route : routes) {
      if (!seen.add(route.method() + " " + route.path())) {
        throw new IllegalArgumentException(
            "two routes answer %s %s".formatted(route.method(), route.path()));
      }
    }
    this.rows =
        routes.stream().map(route -> new Row(route, new PathPattern(route.path()))).toList();
  }

  /** The routes, in the order of the table. */
  public List<Route> routes() {
    return rows.stream().map(Row::route).toList();
  }

  /** Answers a request without headers and body. */
  public CompletionStage<Reply> answer(String method, String path, String query) {
    return answer(new Exchange.Plain(method, path, query));
  }

  /** Answers a request. A failure of the handler is answered by 500 and is in the log. */
  public CompletionStage<Reply> answer(Exchange exchange) {
    try {
      String method = exchange.method();
      List<Match> matches =
          rows.stream().flatMap(row -> match(row, exchange.path()).stream()).toList();
      if (matches.isEmpty()) {
        return Reply.problem(404, "there is nothing here").now();
      }
      String wanted = method.equals("HEAD") ? Method.GET.name() : method;
      Optional<Match> match =
          matches.stream().filter(m -> m.route().method().name().equals(wanted)).findFirst();
      return match.isPresent() ? answer(match.get(), exchange) : notAllowed(matches).now();
    } catch (BadRequestException e) {
      return badRequest(e).now();
    } catch (RuntimeException e) {
      return failed(e).now();
    }
  }

  private CompletionStage<Reply> answer(Match match, Exchange exchange) {
    Role role = match.route().role();
    switch (gate.decide(role, exchange)) {
      case Gate.Refused(Reply refusal) -> {
        return refusal.now();
      }
      case Gate.Passed(String client) -> {
        boolean limited = role == Role.INGEST || role == Role.WRITE;
        Duration wait = limited ? rates.take(client) : Duration.ZERO;
        if (!wait.isZero()) {
          return tooMany(role == Role.WRITE ? 503 : 429, wait).now();
        }
      }
    }
    Map<String, List<String>> query = PercentEncoding.query(exchange.query());
    return match
        .route()
        .handler()
        .answer(new Request(match.parameters(), query, exchange))
        .exceptionally(Router::failed)
        .thenApply(reply -> role == Role.PROBE ? withoutReason(reply) : reply);
  }

  /** Reasons name files and hosts, so they are for those who have a token. */
  private Reply withoutReason(Reply reply) {
    return reply.type().equals(Reply.PROBLEM) && gate.needsToken()
        ? Reply.problem(reply.status(), "not now; GET /healthz with a token says why")
        : reply;
  }

  private static Optional<Match> match(Row row, String path) {
    return row.pattern().match(path).map(parameters -> new Match(row.route(), parameters));
  }

  private static Reply notAllowed(List<Match> matches) {
    String methods =
        matches.stream()
            .map(match -> match.route().method().name())
            .sorted()
            .collect(Collectors.joining(", "));
    return Reply.problem(405, "only %s is answered here".formatted(methods))
        .with("Allow", methods.replace("GET", "GET, HEAD"));
  }

  private static Reply tooMany(int status, Duration wait) {
    return Reply.problem(status, "too many requests of this client; send fewer and larger batches")
        .with("Retry-After", String.valueOf(wait.plusMillis(999).toSeconds()));
  }

  private static Reply badRequest(BadRequestException e) {
    return Reply.problem(400, String.valueOf(e.getMessage()));
  }

  private static Reply failed(Throwable failure) {
    LOG.error("a request could not be answered", failure);
    return Reply.problem(500, "the request could not be answered; the log says why");
  }
}
