package dev.weir.app.http;

import dev.weir.alerting.Alert;
import dev.weir.app.http.ingest.InfluxLines;
import dev.weir.app.http.routing.BadRequestException;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.routing.Router;
import dev.weir.app.report.CheckpointsJson;
import dev.weir.app.report.HealthJson;
import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.SeriesJson;
import dev.weir.app.report.SeriesPage;
import dev.weir.app.report.SeriesRecords;
import dev.weir.engine.query.CheckpointAnswer;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Answers the requests to the routes of the service. */
public final class ServiceRoutes {

  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 1_000;

  /** Questions of the routes to the service. Every method may be called on any thread. */
  public interface Service {

    /** Why the service is not ready; empty if it is. */
    String notReady();

    /** Whether the service was ready once, also if it is stopping now. */
    boolean started();

    /** The state of every component; empty if health is not watched or does not answer in time. */
    CompletionStage<Optional<HealthReport>> health();

    /** The status report as JSON. */
    String status(Optional<HealthReport> health);

    /** The metrics in the text format of Prometheus. */
    String metrics(Optional<HealthReport> health);

    /**
     * The last anomalies as JSON objects, the latest first.
     *
     * @param series key of the only series to list; empty for all
     */
    List<String> detections(int limit, Optional<String> series);

    /** The alerts that are open, the worst first. */
    List<Alert> alerts();

    /** The alerts that are open, with what people did about them. */
    CompletionStage<Reply> openAlerts();

    /** Acknowledges an open alert. */
    CompletionStage<Reply> acknowledge(String id, Request request);

    /**
     * Lists silences.
     *
     * @param ended also those that ended
     */
    CompletionStage<Reply> silences(boolean ended);

    /** Adds a silence, or changes one. */
    CompletionStage<Reply> silence(Request request);

    /** Ends a silence now. */
    CompletionStage<Reply> expireSilence(String id);

    /** The time in ms since 1970. */
    long now();

    /** The names of the sources that run, in order. */
    Set<String> sources();

    /** The seconds after the one with this number, for plots; at most 15 minutes of them. */
    List<PlotPoint> points(long after);

    /**
     * Records of a series after the one with this number; empty if none came since the series was
     * first asked for.
     */
    Optional<SeriesRecords> records(String key, long after);

    /**
     * The answers of all sources to a question about a series. A source that does not answer in
     * time is left out.
     */
    CompletionStage<List<SeriesAnswer>> series(String key);

    /** Some of the series that match. */
    CompletionStage<SeriesPage> search(SeriesCriteria criteria);

    /**
     * The last drifts as a JSON object, the latest first.
     *
     * @param series key of the only series to list; empty for all
     */
    String drifts(int limit, Optional<String> series);

    /** Lists the checkpoints of one source, or of all. */
    CompletionStage<Reply> checkpoints(Optional<String> source);

    /** Reads a checkpoint from the first byte to the last; the newest if no number is given. */
    CompletionStage<Reply> verify(Optional<String> source, OptionalLong number);

    /** Takes a checkpoint of one source, or of all. */
    CompletionStage<List<CheckpointAnswer>> takeCheckpoint(Optional<String> source);

    /** All settings as JSON, without secrets. */
    String config();

    /** Stores a batch of records. */
    CompletionStage<Reply> observations(Request request);

    /** Stores lines of the line protocol. */
    CompletionStage<Reply> lines(Request request, InfluxLines by);

    /** Stores samples of Prometheus. */
    CompletionStage<Reply> remoteWrite(Request request);
  }

  private final Service service;
  private final EventStreams streams;

  private ServiceRoutes(Service service, EventStreams streams) {
    this.service = service;
    this.streams = streams;
  }

  /** The table of routes: one for each endpoint of the catalogue. */
  public static Router of(Service service, EventStreams streams, Gate gate, RequestRates rates) {
    ServiceRoutes routes = new ServiceRoutes(service, streams);
    return new Router(
        Arrays.stream(Endpoint.values())
            .map(endpoint -> endpoint.with(request -> routes.answer(endpoint, request)))
            .toList(),
        gate,
        rates);
  }

  private CompletionStage<Reply> answer(Endpoint endpoint, Request request) {
    return switch (endpoint) {
      case LIVEZ -> Reply.json("{\"state\":\"up\"}").now();
      case STARTUPZ -> started().now();
      case READYZ -> service.health().thenApply(this::ready);
      case HEALTHZ -> service.health().thenApply(ServiceRoutes::health);
      case METRICS ->
          service.health().thenApply(health -> Reply.text(METRICS, service.metrics(health)));
      case STATUS -> service.health().thenApply(health -> Reply.json(service.status(health)));
      case DETECTIONS -> detections(request).now();
      case SERIES -> {
        String key = request.path("key");
        yield service.series(key).thenApply(answers -> series(key, answers));
      }
      case ALL_SERIES -> search(request);
      case DRIFT -> Reply.json(service.drifts(limit(request), request.query("series"))).now();
      case CHECKPOINTS -> service.checkpoints(request.query("source"));
      case TAKE_CHECKPOINT ->
          service.takeCheckpoint(request.query("source")).thenApply(this::taken);
      case VERIFY_CHECKPOINT ->
          service.verify(
              request.query("source"),
              request.query("number").map(ServiceRoutes::number).orElse(OptionalLong.empty()));
      case CONFIG -> Reply.json(service.config()).now();
      case ALERTS -> service.openAlerts();
      case ACKNOWLEDGE -> service.acknowledge(request.path("id"), request);
      case SILENCES -> service.silences(ended(request));
      case SILENCE -> service.silence(request);
      case EXPIRE_SILENCE -> service.expireSilence(request.path("id"));
      case STREAM -> stream(request).now();
      case OBSERVATIONS -> service.observations(request);
      case LINE_PROTOCOL -> service.lines(request, InfluxLines.V2);
      case LINE_PROTOCOL_V1 -> service.lines(request, InfluxLines.V1);
      case PING -> Reply.NO_CONTENT.now();
      case REMOTE_WRITE -> service.remoteWrite(request);
      case OPENAPI -> Reply.json(OpenApi.text()).now();
      case PAGE, PAGE_OF_SERIES -> PageFiles.document().now();
      case PAGE_FILE -> PageFiles.file(request.path("file")).now();
    };
  }

  private Reply stream(Request request) {
    Set<Subscription.Topic> topics = Subscription.topics(request.query("topics"));
    return streams.open(() -> new Subscription(service, topics, request.query("series")));
  }

  private Reply detections(Request request) {
    return Reply.json(
        service.detections(limit(request), request.query("series")).stream()
            .collect(Collectors.joining(",\n", "{\"detections\":[", "]}")));
  }

  private CompletionStage<Reply> search(Request request) {
    return service
        .search(SeriesCriteria.of(request, limit(request)))
        .thenApply(page ->
            page.asked().isEmpty() && request.query("source").isPresent()
                ? unknownSource()
                : Reply.json(SeriesJson.page(page)));
  }

  /** 503 if one was not saved, with the same body. */
  private Reply taken(List<CheckpointAnswer> answers) {
    if (answers.isEmpty()) {
      return unknownSource();
    }
    Reply reply = Reply.json(CheckpointsJson.taken(answers));
    return answers.stream().allMatch(CheckpointAnswer.Saved.class::isInstance)
        ? reply
        : reply.withStatus(503);
  }

  private Reply unknownSource() {
    return Reply.problem(
        404, "no source of this name runs; those that run are %s".formatted(service.sources()));
  }

  private static OptionalLong number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new BadRequestException("number must be that of a checkpoint");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static boolean ended(Request request) {
    return switch (request.query("ended").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadRequestException("ended must be true or false");
    };
  }

  private static int limit(Request request) {
    return request.query("limit").map(ServiceRoutes::limit).orElse(USUAL_LIMIT);
  }

  private static int limit(String text) {
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > MOST) {
      throw new BadRequestException("limit must be a number from 1 to %d".formatted(MOST));
    }
    return Integer.parseInt(text);
  }

  private Reply started() {
    return service.started()
        ? Reply.json("{\"state\":\"started\"}")
        : Reply.problem(503, service.notReady());
  }

  /** 503 while a component is down, with the same body, so that a probe may go by the status. */
  private static Reply health(Optional<HealthReport> report) {
    if (report.isEmpty()) {
      return Reply.problem(503, "health is not watched, or does not answer in time");
    }
    Reply reply = Reply.json(HealthJson.of(report.get()));
    return report.get().overall() instanceof Health.Down ? reply.withStatus(503) : reply;
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
