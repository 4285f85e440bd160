package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<HttpApi.Event> listener = kit.createTestProbe(HttpApi.Event.class);
  private final HttpClient client = HttpClient.newHttpClient();
  private String notReady = "";
  private Health health = Health.up();

  @AfterEach
  void stop() {
    client.close();
    kit.shutdownTestKit();
  }

  @Test
  void says_that_it_is_alive() throws Exception {
    HttpResponse<String> answer = get(start(), "/livez");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("state").asText()).isEqualTo("up");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("server")).isEmpty();
  }

  @Test
  void is_ready_once_nothing_speaks_against_it() throws Exception {
    notReady = "it is \"starting\"";
    int port = start();
    HttpResponse<String> before = get(port, "/readyz");
    notReady = "";
    HttpResponse<String> after = get(port, "/readyz");

    assertProblem(before, 503, "it is \"starting\"");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(json(after).get("state").asText()).isEqualTo("ready");
  }

  @Test
  void hidden_characters_of_a_reason_are_replaced() throws Exception {
    notReady = "a\u001b[2J\u009bb\u202e\nc\ud800\u200b\u2028\ufeff\u0000";

    HttpResponse<String> answer = get(start(), "/readyz");

    assertProblem(answer, 503, "a?[2J?b??c?????");
    assertThat(answer.body()).doesNotContainPattern("[^ -~]");
  }

  @Test
  void is_not_ready_while_it_is_down_and_is_while_it_is_degraded() throws Exception {
    int port = start();
    health = new Health.Degraded("slow");
    assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);

    health = new Health.Down("no memory");
    assertProblem(get(port, "/readyz"), 503, "no memory");
    assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void gives_the_status_with_the_health() throws Exception {
    health = new Health.Degraded("slow");

    HttpResponse<String> answer = get(start(), "/api/v1/status");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("health").asText()).isEqualTo("degraded");
  }

  @Test
  void what_is_not_there_is_a_problem() throws Exception {
    int port = start();

    for (String path : List.of("/", "/livez/", "/api/v1", "/../etc/passwd", "/%2e%2e/x")) {
      assertProblem(get(port, path), 404, "there is nothing here");
    }
  }

  @Test
  void only_reading_is_allowed() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri(start(), "/livez"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertProblem(
        client.send(post, HttpResponse.BodyHandlers.ofString()), 405, "only GET is answered here");
  }

  @Test
  void answers_on_loopback_only() throws Exception {
    int port = start();

    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, port).close())
              .as("%s", address)
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void a_port_in_use_is_refused() {
    int port = start();

    spawn(port);

    assertThat(listener.expectMessageClass(HttpApi.PortRefused.class).reason())
        .contains("127.0.0.1:" + port)
        .contains("in use");
  }

  @Test
  void health_that_does_not_answer_is_left_out() throws Exception {
    ActorRef<HealthMonitor.Command> stopped = kit.spawn(Behaviors.stopped());
    kit.spawn(HttpApi.create(setup(0, Optional.of(stopped))));
    int port = listener.expectMessageClass(HttpApi.Listening.class).port();

    assertThat(json(get(port, "/api/v1/status")).get("health").asText()).isEqualTo("unknown");
  }

  private int start() {
    spawn(0);
    return listener.expectMessageClass(HttpApi.Listening.class).port();
  }

  private void spawn(int port) {
    ActorRef<HealthMonitor.Command> monitor =
        kit.spawn(
            Behaviors.receive(HealthMonitor.Command.class)
                .onMessage(
                    HealthMonitor.Ask.class,
                    ask -> {
                      ask.replyTo().tell(new HealthReport(health, List.of()));
                      return Behaviors.same();
                    })
                .build());
    kit.spawn(HttpApi.create(setup(port, Optional.of(monitor))));
  }

  private HttpApi.Setup setup(int port, Optional<ActorRef<HealthMonitor.Command>> monitor) {
    return new HttpApi.Setup(
        "127.0.0.1",
        port,
        () -> notReady,
        report ->
            "{\"health\":\"%s\"}".formatted(report.map(r -> r.overall().state()).orElse("unknown")),
        monitor,
        listener.getRef());
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JsonMapper.builder().build().readTree(answer.body());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail)
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
