package dev.weir.app.http;

import dev.weir.app.report.SeriesJson;
import dev.weir.engine.pipeline.SeriesAnswer;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The routes of the service. */
public final class ServiceRoutes {

  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  /** Questions of the routes to the service. Every method may be called on any thread. */
  public interface Service {

    /** Why the service is not ready; empty if it is. */
    String notReady();

    /** The state of every component; empty if health is not watched or does not answer in time. */
    CompletionStage<Optional<HealthReport>> health();

    /** The status report as JSON. */
    String status(Optional<HealthReport> health);

    /** The metrics in the text format of Prometheus. */
    String metrics(Optional<HealthReport> health);

    /**
     * The answers of all sources to a question about a series. A source that does not answer in
     * time is left out.
     */
    CompletionStage<List<SeriesAnswer>> series(String key);
  }

  private final Service service;

  private ServiceRoutes(Service service) {
    this.service = service;
  }

  /** The table of routes. */
  public static Router of(Service service) {
    ServiceRoutes routes = new ServiceRoutes(service);
    return new Router(
        List.of(
            new Route(
                Method.GET,
                "/livez",
                Role.PROBE,
                "Whether the process lives.",
                _ -> Reply.json("{\"state\":\"up\"}").now()),
            new Route(
                Method.GET,
                "/readyz",
                Role.PROBE,
                "Whether the service reads its sources.",
                _ -> service.health().thenApply(routes::ready)),
            new Route(
                Method.GET,
                "/metrics",
                Role.READ,
                "The metrics in the text format of Prometheus.",
                _ ->
                    service
                        .health()
                        .thenApply(health -> Reply.text(METRICS, service.metrics(health)))),
            new Route(
                Method.GET,
                "/api/v1/status",
                Role.READ,
                "The status report.",
                _ -> service.health().thenApply(health -> Reply.json(service.status(health)))),
            new Route(
                Method.GET,
                "/api/v1/series/{key}",
                Role.READ,
                "What is known of a series, as of a record of its source.",
                request ->
                    service
                        .series(request.path("key"))
                        .thenApply(answers -> series(request.path("key"), answers)))));
  }

  private Reply ready(Optional<HealthReport> report) {
    String reason = service.notReady();
    if (reason.isEmpty()
        && report.isPresent()
        && report.get().overall() instanceof Health.Down down) {
      reason = down.reason();
    }
    return reason.isEmpty() ? Reply.json("{\"state\":\"ready\"}") : Reply.problem(503, reason);
  }

  private static Reply series(String key, List<SeriesAnswer> answers) {
    List<SeriesAnswer.Known> known =
        answers.stream()
            .filter(SeriesAnswer.Known.class::isInstance)
            .map(SeriesAnswer.Known.class::cast)
            .toList();
    if (!known.isEmpty()) {
      return Reply.json(SeriesJson.of(key, known));
    }
    boolean allAnswered = answers.stream().allMatch(SeriesAnswer.Unknown.class::isInstance);
    return allAnswered && !answers.isEmpty()
        ? Reply.problem(404, "no source has a series '%s'".formatted(key))
        : Reply.problem(503, "not every source can answer now; try again");
  }
}
