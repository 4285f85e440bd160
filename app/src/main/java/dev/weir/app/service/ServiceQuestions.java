package dev.weir.app.service;

import dev.weir.alerting.Alert;
import dev.weir.app.http.SeriesCriteria;
import dev.weir.app.http.ServiceRoutes;
import dev.weir.app.http.ingest.InfluxLines;
import dev.weir.app.http.ingest.Observations;
import dev.weir.app.http.ingest.PointWrites;
import dev.weir.app.http.ingest.PrometheusWrites;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.SeriesPage;
import dev.weir.app.report.SeriesRecords;
import dev.weir.app.service.alerts.AlertRequests;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.query.CheckpointAnswer;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks the actors of the service what its routes want to know. */
final class ServiceQuestions implements ServiceRoutes.Service {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Within the deadline of a request. */
  private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(12);

  private final ServiceState state;
  private final CheckpointFiles checkpoints;
  private final Optional<ActorRef<HealthMonitor.Command>> health;
  private final Observations observations;
  private final PointWrites points;
  private final PrometheusWrites prometheus;
  private final AlertRequests alerts;
  private final ActorSystem<?> system;

  /**
   * Asks these actors.
   *
   * @param checkpoints on the disk
   * @param health empty if health is not watched
   * @param observations takes batches of records
   * @param points takes the points of other protocols
   * @param prometheus reads remote write
   * @param alerts about alerts and silences
   */
  ServiceQuestions(
      ServiceState state,
      CheckpointFiles checkpoints,
      Optional<ActorRef<HealthMonitor.Command>> health,
      Observations observations,
      PointWrites points,
      PrometheusWrites prometheus,
      AlertRequests alerts,
      ActorSystem<?> system) {
    this.state = state;
    this.checkpoints = checkpoints;
    this.health = health;
    this.observations = observations;
    this.points = points;
    this.prometheus = prometheus;
    this.alerts = alerts;
    this.system = system;
  }

  @Override
  public String notReady() {
    return state.notReady();
  }

  @Override
  public boolean started() {
    return state.started();
  }

  @Override
  public CompletionStage<Optional<HealthReport>> health() {
    if (health.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return AskPattern.<HealthMonitor.Command, HealthReport>ask(
            health.get(), HealthMonitor.Ask::new, PATIENCE, system.scheduler())
        .handle((report, failure) -> Optional.ofNullable(report));
  }

  @Override
  public String status(Optional<HealthReport> report) {
    return state.statusJson(report);
  }

  @Override
  public String metrics(Optional<HealthReport> report) {
    return state.metrics(report);
  }

  @Override
  public List<String> detections(int limit, Optional<String> series) {
    return state.recent().last(limit, series);
  }

  @Override
  public List<Alert> alerts() {
    return state.alerts();
  }

  @Override
  public CompletionStage<Reply> openAlerts() {
    return alerts.open();
  }

  @Override
  public CompletionStage<Reply> acknowledge(String id, Request request) {
    return alerts.acknowledge(id, request);
  }

  @Override
  public CompletionStage<Reply> silences(boolean ended) {
    return alerts.silences(ended);
  }

  @Override
  public CompletionStage<Reply> silence(Request request) {
    return alerts.silence(request);
  }

  @Override
  public CompletionStage<Reply> expireSilence(String id) {
    return alerts.expire(id);
  }

  @Override
  public long now() {
    return state.now();
  }

  @Override
  public Set<String> sources() {
    return state.pipelines().keySet();
  }

  @Override
  public List<PlotPoint> points(long after) {
    return state.plots().after(after);
  }

  @Override
  public Optional<SeriesRecords> records(String key, long after) {
    return state.watched().after(key, after);
  }

  @Override
  public CompletionStage<List<SeriesAnswer>> series(String key) {
    CompletionStage<List<SeriesAnswer>> all = CompletableFuture.completedFuture(List.of());
    for (ActorRef<Pipeline.Command> pipeline : state.pipelines().values()) {
      CompletionStage<Optional<SeriesAnswer>> one =
          AskPattern.<Pipeline.Command, SeriesAnswer>ask(
                  pipeline,
                  replyTo -> new Pipeline.Ask(new Question.OfSeries(key, replyTo)),
                  PATIENCE,
                  system.scheduler())
              .handle((answer, failure) -> Optional.ofNullable(answer));
      all = all.thenCombine(one, ServiceQuestions::with);
    }
    return all;
  }

  @Override
  public CompletionStage<SeriesPage> search(SeriesCriteria criteria) {
    return SeriesPages.ask(criteria, state.pipelines(), PATIENCE, system);
  }

  @Override
  public String drifts(int limit, Optional<String> series) {
    return state.drifts().json(limit, series);
  }

  @Override
  public String config() {
    return state.config();
  }

  @Override
  public CompletionStage<Reply> checkpoints(Optional<String> source) {
    return checkpoints.list(source);
  }

  @Override
  public CompletionStage<Reply> verify(Optional<String> source, OptionalLong number) {
    return checkpoints.verify(source, number);
  }

  @Override
  public CompletionStage<List<CheckpointAnswer>> takeCheckpoint(Optional<String> source) {
    CompletionStage<List<CheckpointAnswer>> all = CompletableFuture.completedFuture(List.of());
    for (var pipeline : state.pipelines().entrySet()) {
      if (source.map(pipeline.getKey()::equals).orElse(true)) {
        all = all.thenCombine(takeCheckpoint(pipeline), ServiceQuestions::and);
      }
    }
    return all;
  }

  private CompletionStage<CheckpointAnswer> takeCheckpoint(
      Map.Entry<String, ActorRef<Pipeline.Command>> pipeline) {
    return AskPattern.<Pipeline.Command, CheckpointAnswer>ask(
            pipeline.getValue(),
            replyTo -> new Pipeline.Ask(new Question.ForCheckpoint(replyTo)),
            CHECKPOINT_PATIENCE,
            system.scheduler())
        .handle((answer, _) ->
            answer == null
                ? new CheckpointAnswer.NotSaved(
                    pipeline.getKey(),
                    "it is not saved within %d s; GET /api/v1/checkpoints shows it once it is"
                        .formatted(CHECKPOINT_PATIENCE.toSeconds()))
                : answer);
  }

  @Override
  public CompletionStage<Reply> observations(Request request) {
    return observations.answer(request);
  }

  @Override
  public CompletionStage<Reply> lines(Request request, InfluxLines by) {
    return points.answer(request, by);
  }

  @Override
  public CompletionStage<Reply> remoteWrite(Request request) {
    return points.answer(request, prometheus);
  }

  private static List<SeriesAnswer> with(List<SeriesAnswer> known, Optional<SeriesAnswer> next) {
    return next.map(answer -> and(known, answer)).orElse(known);
  }

  private static <T> List<T> and(List<T> known, T next) {
    List<T> answers = new ArrayList<>(known);
    answers.add(next);
    return answers;
  }
}
