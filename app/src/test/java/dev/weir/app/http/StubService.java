package dev.weir.app.http;

import dev.weir.alerting.Alert;
import dev.weir.app.http.ingest.BatchReply;
import dev.weir.app.http.ingest.InfluxLines;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.AlertsJson;
import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.SeriesPage;
import dev.weir.app.report.SeriesRecords;
import dev.weir.engine.query.CheckpointAnswer;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.HealthReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A service that says what a test wants. */
class StubService implements ServiceRoutes.Service {

  long now;
  String status = "{\n  \"running\" : true\n}";
  List<Alert> alerts = List.of();
  List<String> detections = List.of();
  List<PlotPoint> points = new ArrayList<>();
  Optional<SeriesRecords> records = Optional.empty();
  String asked = "";
  String notReady = "";
  List<CheckpointAnswer> taken = List.of();
  SeriesPage page = new SeriesPage(List.of(), List.of(), Optional.empty());
  @Nullable SeriesCriteria searched;

  @Override
  public String notReady() {
    return notReady;
  }

  @Override
  public boolean started() {
    return true;
  }

  @Override
  public CompletionStage<Optional<HealthReport>> health() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public String status(Optional<HealthReport> health) {
    return status;
  }

  @Override
  public String metrics(Optional<HealthReport> health) {
    return "";
  }

  @Override
  public List<String> detections(int limit, Optional<String> series) {
    return detections;
  }

  @Override
  public List<Alert> alerts() {
    return alerts;
  }

  @Override
  public CompletionStage<Reply> observations(Request request) {
    return request
        .body(1 << 20)
        .handle((body, failure) ->
            failure == null ? Reply.json("\"taken\"") : BatchReply.failed("stub", failure));
  }

  @Override
  public CompletionStage<Reply> lines(Request request, InfluxLines by) {
    return Reply.NO_CONTENT.now();
  }

  @Override
  public CompletionStage<Reply> remoteWrite(Request request) {
    return Reply.NO_CONTENT.now();
  }

  @Override
  public CompletionStage<Reply> openAlerts() {
    return Reply.json(AlertsJson.of(alerts())).now();
  }

  @Override
  public CompletionStage<Reply> acknowledge(String id, Request request) {
    asked = "acknowledge " + id;
    return Reply.json("{}").now();
  }

  @Override
  public CompletionStage<Reply> silences(boolean ended) {
    asked = "silences " + ended;
    return Reply.json("{}").now();
  }

  @Override
  public CompletionStage<Reply> silence(Request request) {
    asked = "silence";
    return Reply.json("{}").now();
  }

  @Override
  public CompletionStage<Reply> expireSilence(String id) {
    asked = "expire " + id;
    return Reply.json("{}").now();
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public Set<String> sources() {
    return Set.of("rows");
  }

  @Override
  public List<PlotPoint> points(long after) {
    return points.stream().filter(point -> point.number() > after).toList();
  }

  @Override
  public Optional<SeriesRecords> records(String key, long after) {
    asked = key + " " + after;
    return records;
  }

  @Override
  public CompletionStage<SeriesPage> search(SeriesCriteria criteria) {
    searched = criteria;
    return CompletableFuture.completedFuture(page);
  }

  @Override
  public String drifts(int limit, Optional<String> series) {
    asked = limit + " " + series.orElse("all");
    return "{\"drifts\":[]}";
  }

  @Override
  public CompletionStage<Reply> checkpoints(Optional<String> source) {
    asked = "list " + source.orElse("all");
    return Reply.json("{}").now();
  }

  @Override
  public CompletionStage<Reply> verify(Optional<String> source, OptionalLong number) {
    asked = "verify " + source.orElse("any") + " " + number;
    return Reply.json("{}").now();
  }

  @Override
  public CompletionStage<List<CheckpointAnswer>> takeCheckpoint(Optional<String> source) {
    asked = "take " + source.orElse("all");
    return CompletableFuture.completedFuture(taken);
  }

  @Override
  public String config() {
    return "{\"weir\":{}}";
  }

  @Override
  public CompletionStage<List<SeriesAnswer>> series(String key) {
    return CompletableFuture.completedFuture(List.of());
  }
}
