package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import dev.weir.alerting.Alert;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.settings.HttpAccess;
import dev.weir.settings.HttpLimits;
import dev.weir.settings.WeirSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;

/** A service on a port of its own, whose answers a test sets. */
abstract class HttpApiFixture {

  static final int MOST = 100_000;
  final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  final TestProbe<HttpApi.Event> listener = kit.createTestProbe(HttpApi.Event.class);
  final HttpClient client = HttpClient.newHttpClient();
  String notReady = "";
  boolean started;
  Health health = Health.up();
  volatile List<SeriesAnswer> answers = List.of();
  volatile List<String> detections = List.of();
  volatile List<Alert> alerts = List.of();
  final EventStreams streams = new EventStreams(1, Duration.ofMillis(10));
  volatile String asked = "";
  HttpAccess access = HttpAccess.LOOPBACK;
  HttpLimits limits = HttpLimits.USUAL;

  @AfterEach
  void stop() {
    client.close();
    kit.shutdownTestKit();
  }

  int start() {
    spawn(0);
    return listener.expectMessageClass(HttpApi.Listening.class).port();
  }

  ActorRef<HttpApi.Command> spawn(int port) {
    return kit.spawn(
        HttpApi.create(
            new HttpApi.Setup(
                new WeirSettings.Http("127.0.0.1", port, access, limits, Optional.empty()),
                Optional.empty(),
                ServiceRoutes.of(
                    new Stub(), streams, new Gate(access, () -> 0), RequestRates.unlimited()),
                streams,
                () -> 0,
                listener.getRef())));
  }

  /** The answer to a request with these headers, byte for byte. */
  static String raw(int port, String headers) throws IOException {
    return raw(port, "/livez", headers);
  }

  static String raw(int port, String path, String headers) throws IOException {
    return raw(port, "GET", path, headers);
  }

  static String raw(int port, String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              (method + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  final class Stub extends StubService {
    @Override
    public boolean started() {
      return started;
    }

    @Override
    public String notReady() {
      return HttpApiFixture.this.notReady;
    }

    @Override
    public CompletionStage<Optional<HealthReport>> health() {
      return CompletableFuture.completedFuture(
          Optional.of(
              new HealthReport(
                  health,
                  List.of(
                      new HealthReport.Component("memory", health, Instant.ofEpochSecond(7))))));
    }

    @Override
    public String status(Optional<HealthReport> report) {
      return "{\"health\":\"%s\"}".formatted(report.orElseThrow().overall().state());
    }

    @Override
    public String metrics(Optional<HealthReport> report) {
      return "weir_errors_total 3\n";
    }

    @Override
    public List<String> detections(int limit, Optional<String> series) {
      HttpApiFixture.this.asked = limit + " " + series.orElse("all");
      return HttpApiFixture.this.detections;
    }

    @Override
    public List<Alert> alerts() {
      return HttpApiFixture.this.alerts;
    }

    @Override
    public CompletionStage<Reply> observations(Request request) {
      return request
          .body(MOST)
          .thenApply(body ->
              Reply.json(
                  "%s %s %d"
                      .formatted(
                          request.header("content-type").orElse("none"),
                          request.query("source").orElse("none"),
                          body.length)))
          .exceptionally(failure ->
              Reply.problem(
                  failure.getCause() instanceof Exchange.BodyTooLargeException
                          || failure instanceof Exchange.BodyTooLargeException
                      ? 413
                      : 500,
                  String.valueOf(failure.getMessage())));
    }

    @Override
    public CompletionStage<List<SeriesAnswer>> series(String key) {
      HttpApiFixture.this.asked = key;
      return CompletableFuture.completedFuture(answers);
    }
  }

  HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JsonMapper.builder().build().readTree(answer.body());
  }

  static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("type").asText()).isEqualTo("about:blank");
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isEqualTo(detail);
  }
}
