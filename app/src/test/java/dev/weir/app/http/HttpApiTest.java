package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.weir.detectors.Severity;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthReport;
import dev.weir.series.SeriesSummary;
import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import dev.weir.settings.HttpLimits;
import dev.weir.settings.WeirSettings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiTest {

  private static final int MOST = 100_000;

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
  private final TestProbe<HttpApi.Event> listener = kit.createTestProbe(HttpApi.Event.class);
  private final HttpClient client = HttpClient.newHttpClient();
  private String notReady = "";
  private boolean started;
  private Health health = Health.up();
  private volatile List<SeriesAnswer> answers = List.of();
  private volatile List<String> detections = List.of();
  private volatile List<Alert> alerts = List.of();
  private final EventStreams streams = new EventStreams(1, Duration.ofMillis(10));
  private volatile String asked = "";
  private HttpAccess access = HttpAccess.LOOPBACK;
  private HttpLimits limits = HttpLimits.USUAL;

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

    for (String path :
        List.of("/index.html", "/livez/", "/api/v1", "/../etc/passwd", "/%2e%2e/x")) {
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
  void a_series_is_shown_as_of_a_record_of_its_source() throws Exception {
    String key = "host=a/b, \"ü\" 100%\u202e";
    SeriesSummary summary =
        new SeriesSummary(
            key,
            List.of("x"),
            "z-score",
            7,
            0,
            false,
            false,
            Optional.of(new SeriesSummary.OpenIncident("id-1", 2, 0.75, Severity.WARNING)));
    answers = List.of(new SeriesAnswer.Known("sensors", 40, summary));

    HttpResponse<String> answer =
        get(start(), "/api/v1/series/host=a%2Fb,%20%22%C3%BC%22%20100%25%E2%80%AE");

    assertThat(asked).isEqualTo(key);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode source = json(answer).at("/sources/0");
    assertThat(source.get("source").asText()).isEqualTo("sensors");
    assertThat(source.get("after_records").asLong()).isEqualTo(40);
    assertThat(source.get("state").asText()).isEqualTo("ready");
    assertThat(source.get("records_learned").asLong()).isEqualTo(7);
    assertThat(source.at("/incident/severity").asText()).isEqualTo("warning");
    assertThat(answer.body()).doesNotContain("\u202e");
  }

  @Test
  void metrics_are_text_in_the_format_of_prometheus() throws Exception {
    HttpResponse<String> answer = get(start(), "/metrics");

    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .matches("(?i)text/plain; ?version=0.0.4; ?charset=utf-8");
    assertThat(answer.body()).isEqualTo("weir_errors_total 3\n");
  }

  @Test
  void a_series_that_no_source_has_is_not_found() throws Exception {
    int port = start();
    answers = List.of(new SeriesAnswer.Unknown("sensors", 40));
    assertProblem(get(port, "/api/v1/series/x"), 404, "no source has a series 'x'");

    answers = List.of(new SeriesAnswer.Unknown("a", 40), new SeriesAnswer.NotRunning("b"));
    assertProblem(get(port, "/api/v1/series/x"), 503, "not every source can answer now; try again");
  }

  @Test
  void a_method_that_is_not_answered_is_told_which_are() throws Exception {
    HttpRequest delete = HttpRequest.newBuilder(uri(start(), "/livez")).DELETE().build();

    HttpResponse<String> answer = client.send(delete, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
  }

  private int start() {
    spawn(0);
    return listener.expectMessageClass(HttpApi.Listening.class).port();
  }

  private ActorRef<HttpApi.Command> spawn(int port) {
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

  @Test
  void lists_detections_of_one_series_or_of_all() throws Exception {
    int port = start();
    detections = List.of("{\"id\":\"b\"}", "{\"id\":\"a\"}");

    JsonNode all = json(get(port, "/api/v1/detections"));
    assertThat(all.at("/detections/0/id").asText()).isEqualTo("b");
    assertThat(all.get("detections")).hasSize(2);
    assertThat(asked).isEqualTo("100 all");
    get(port, "/api/v1/detections?limit=7&series=a%20b");
    assertThat(asked).isEqualTo("7 a b");
    for (String limit : List.of("0", "-1", "1001", "x", "", "99999999999")) {
      assertProblem(
          get(port, "/api/v1/detections?limit=" + limit),
          400,
          "limit must be a number from 1 to 1000");
    }
  }

  @Test
  void lists_open_alerts_with_their_number_by_severity() throws Exception {
    int port = start();
    alerts =
        List.of(
            new Alert(
                "id-1",
                Map.of("series", "a\u202e"),
                Alert.Severity.CRITICAL,
                "2026-01-01T00:00:00Z",
                Map.of("why", "x is 9")));

    HttpResponse<String> answer = get(port, "/api/v1/alerts");

    JsonNode all = json(answer);
    assertThat(all.at("/open/critical").asInt()).isEqualTo(1);
    assertThat(all.at("/open/info").asInt()).isZero();
    JsonNode alert = all.at("/alerts/0");
    assertThat(alert.get("id").asText()).isEqualTo("id-1");
    assertThat(alert.get("severity").asText()).isEqualTo("critical");
    assertThat(alert.get("since").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(alert.at("/labels/series").asText()).isEqualTo("a\u202e");
    assertThat(alert.at("/notes/why").asText()).isEqualTo("x is 9");
    assertThat(answer.body()).doesNotContain("\u202e");
  }

  @Test
  void counts_all_open_alerts_and_lists_the_first_hundred() throws Exception {
    int port = start();
    alerts =
        Collections.nCopies(250, new Alert("id", Map.of(), Alert.Severity.WARNING, "1", Map.of()));

    JsonNode all = json(get(port, "/api/v1/alerts"));

    assertThat(all.at("/open/warning").asInt()).isEqualTo(250);
    assertThat(all.get("alerts")).hasSize(100);
  }

  @Test
  void stays_started_once_it_was_ready() throws Exception {
    notReady = "it is starting";
    int port = start();
    assertProblem(get(port, "/startupz"), 503, "it is starting");
    started = true;
    notReady = "it is stopping";

    assertThat(get(port, "/startupz").statusCode()).isEqualTo(200);
  }

  @Test
  void lists_components_with_their_state_reason_and_time() throws Exception {
    int port = start();
    health = new Health.Degraded("slow");
    HttpResponse<String> degraded = get(port, "/healthz");
    health = new Health.Down("no memory");
    HttpResponse<String> down = get(port, "/healthz");

    assertThat(degraded.statusCode()).isEqualTo(200);
    assertThat(json(degraded).get("state").asText()).isEqualTo("degraded");
    assertThat(json(degraded).get("reason").asText()).isEqualTo("slow");
    JsonNode component = json(degraded).at("/components/0");
    assertThat(component.get("name").asText()).isEqualTo("memory");
    assertThat(component.get("state").asText()).isEqualTo("degraded");
    assertThat(component.get("reason").asText()).isEqualTo("slow");
    assertThat(component.get("since").asText()).isEqualTo("1970-01-01T00:00:07Z");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(json(down).at("/components/0/state").asText()).isEqualTo("down");
  }

  @Test
  void the_description_names_every_route_and_no_other() throws Exception {
    JsonNode described = json(get(start(), "/openapi.json"));

    assertThat(described.get("openapi").asText()).isEqualTo("3.1.0");
    List<String> operations = new ArrayList<>();
    described
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(operations)
        .containsExactlyElementsOf(
            ServiceRoutes.of(new Stub(), streams, Gate.open(), RequestRates.unlimited())
                .routes()
                .stream()
                .map(route -> route.method() + " " + route.path())
                .toList());
    assertThat(described.at("/paths/~1api~1v1~1series~1{key}/get/parameters/0/name").asText())
        .isEqualTo("key");
  }

  @Test
  void the_description_is_the_one_that_clients_know() throws Exception {
    assertThat(Files.readString(Path.of("src", "test", "resources", "golden", "openapi.json")))
        .as("a change of the contract: state it in the CHANGELOG, and replace the file")
        .isEqualTo(OpenApi.text() + "\n");
  }

  @Test
  void the_document_is_the_one_in_docs() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "api.md")))
        .as("bin/docs writes it")
        .isEqualTo(ApiDocument.text());
  }

  @Test
  void answers_may_not_be_stored_framed_or_sniffed() throws Exception {
    int port = start();

    for (String path : List.of("/livez", "/metrics", "/nothing")) {
      HttpResponse<String> answer = get(port, path);
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.headers().firstValue("content-security-policy"))
          .contains("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }

  @Test
  void every_view_is_the_same_document_with_a_policy_of_its_own() throws Exception {
    int port = start();

    for (String path : List.of("/", "/?series=a", "/series/a", "/series/%3Cimg%20onerror%3E")) {
      HttpResponse<String> answer = get(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .matches("(?i)text/html; ?charset=utf-8");
      assertThat(answer.headers().allValues("content-security-policy"))
          .containsExactly(PageFiles.document().headers().get("Content-Security-Policy"));
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.body()).contains("/ui/main.js").doesNotContain("onerror");
    }
  }

  @Test
  void files_of_the_page_come_with_their_media_type() throws Exception {
    int port = start();

    HttpResponse<String> script = get(port, "/ui/main.js");
    assertThat(script.headers().firstValue("content-type").orElseThrow())
        .matches("(?i)text/javascript; ?charset=utf-8");
    assertThat(script.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(get(port, "/ui/tokens.css").headers().firstValue("content-type").orElseThrow())
        .matches("(?i)text/css; ?charset=utf-8");
    assertThat(get(port, "/ui/plex-sans-400.woff2").headers().firstValue("content-type"))
        .contains("font/woff2");
    for (String path : List.of("/ui/", "/ui/none.js", "/ui/..%2f..%2freference.conf")) {
      assertThat(get(port, path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:PORT, 200",
    "localhost:PORT, 200",
    "LOCALHOST, 200",
    "[::1]:PORT, 200",
    "evil.example, 421",
    "evil.example:PORT, 421",
    "127.0.0.1.evil.example, 421",
    "localhost.evil.example:PORT, 421",
    "10.0.0.1, 421"
  })
  void a_request_for_another_host_is_refused(String host, int status) throws Exception {
    int port = start();

    String answer = raw(port, "Host: " + host.replace("PORT", String.valueOf(port)));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1:PORT, 200",
    "[2001:db8::1]:PORT, 200",
    "Weir.example.org, 200",
    "evil.example, 421",
    "10.0.0.1.evil.example, 421",
    "1.2.3.4.5, 421"
  })
  void off_loopback_a_host_is_a_numeric_address_or_one_of_the_names(String host, int status)
      throws Exception {
    access = new HttpAccess(false, List.of("weir.example.org"), List.of(), Optional.empty(), false);
    int port = start();

    String answer = raw(port, "Host: " + host.replace("PORT", String.valueOf(port)));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  /** Hash of the token "abc". */
  private static final String HASH =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer abc | 200",
        "authorization: bearer abc | 200",
        "Authorization: Token abc | 200",
        "X-Other: abc | 401",
        "Authorization: Bearer abd | 401",
        "Authorization: Bearer | 401",
        "Authorization: Bearer abc abc | 401",
        "Authorization: Basic YWJjOmFiYw== | 401",
        "Authorization: abc | 401",
        "Authorization: Bearer abc~Authorization: Bearer abc | 401"
      })
  void a_token_is_read_from_one_authorization_header(String header, int status) throws Exception {
    AccessToken token = new AccessToken("reader", AccessToken.Role.READ, HASH);
    access = new HttpAccess(true, List.of(), List.of(token), Optional.empty(), false);
    int port = start();

    String answer =
        raw(
            port,
            "/api/v1/status",
            "Host: 127.0.0.1:%d\r\n%s".formatted(port, header.replace("~", "\r\n")));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("WWW-Authenticate: Bearer realm=\"weir\"")).isEqualTo(status == 401);
  }

  @ParameterizedTest
  @CsvSource({
    "/write?db=x, dXNlcjphYmM=, 204",
    "/write?db=x, OmFiYw==, 204",
    "/api/v1/write, dXNlcjphYmM=, 204",
    "/api/v2/write, dXNlcjphYmQ=, 401",
    "/write?db=x, YWJj, 401",
    "/write?db=x, !!!!, 401",
    "/api/v1/observations, dXNlcjphYmM=, 401"
  })
  void senders_of_other_protocols_may_give_the_token_as_a_password(
      String path, String credentials, int status) throws Exception {
    AccessToken token = new AccessToken("telegraf", AccessToken.Role.INGEST, HASH);
    access = new HttpAccess(true, List.of(), List.of(token), Optional.empty(), false);
    int port = start();

    String answer =
        raw(
            port,
            "POST",
            path,
            "Host: 127.0.0.1:%d\r\nAuthorization: Basic %s\r\nContent-Length: 0"
                .formatted(port, credentials));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void a_page_of_another_site_is_refused() throws Exception {
    int port = start();
    String host = "Host: 127.0.0.1:" + port + "\r\nOrigin: ";

    assertThat(raw(port, host + "http://127.0.0.1:" + port)).startsWith("HTTP/1.1 200 ");
    assertThat(raw(port, host + "https://127.0.0.1:" + port)).startsWith("HTTP/1.1 200 ");
    assertThat(raw(port, host + "http://evil.example")).startsWith("HTTP/1.1 403 ");
    assertThat(raw(port, host + "null")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void a_stream_begins_with_a_snapshot_and_ends_with_the_service() throws Exception {
    ActorRef<HttpApi.Command> api = spawn(0);
    int port = listener.expectMessageClass(HttpApi.Listening.class).port();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      request(socket, "/api/v1/stream?topics=status", "127.0.0.1:" + port);
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertThat(until(answer, "event: snapshot"))
          .contains("HTTP/1.1 200 OK", "Cache-Control: no-store", "Transfer-Encoding: chunked")
          .anyMatch(line -> line.startsWith("Content-Type: text/event-stream"))
          .contains("id: 1");
      assertThat(until(answer, "event: change")).contains("id: 2");
      assertProblem(get(port, "/api/v1/stream"), 503, "1 clients are connected already; try later");
      assertProblem(
          get(port, "/api/v1/stream?topics=x"),
          400,
          "topics must be some of status,alerts,detections,plots");
      kit.stop(api);
      assertThatThrownBy(() -> until(answer, "event: end"))
          .isInstanceOfAny(NullPointerException.class, SocketException.class);
    }
  }

  @Test
  void a_page_of_another_site_gets_no_stream() throws Exception {
    int port = start();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      request(socket, "/api/v1/stream", "127.0.0.1:" + port + "\r\nOrigin: http://evil.example");
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

      assertThat(answer.readLine()).startsWith("HTTP/1.1 403 ");
    }
  }

  private static void request(Socket socket, String path, String host) throws IOException {
    String text = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The lines up to one; fails if the stream ends before. */
  private static List<String> until(BufferedReader answer, String end) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.isEmpty() || !lines.getLast().equals(end)) {
      lines.add(Objects.requireNonNull(answer.readLine(), "the stream ended before " + end));
    }
    return lines;
  }

  @Test
  void a_body_is_read_up_to_its_limit_whether_or_not_its_length_is_said() throws Exception {
    int port = start();

    assertThat(post(port, HttpRequest.BodyPublishers.ofByteArray(new byte[MOST])).body())
        .isEqualTo("text/csv a b " + MOST);
    assertThat(post(port, HttpRequest.BodyPublishers.ofByteArray(new byte[MOST + 1])).statusCode())
        .isEqualTo(413);
    assertThat(post(port, streamed(MOST)).body()).isEqualTo("text/csv a b " + MOST);
    assertThat(post(port, streamed(MOST + 1)).statusCode()).isEqualTo(413);
  }

  @Test
  void an_answer_without_a_body_has_none() throws Exception {
    int port = start();

    String answer =
        raw(port, "POST", "/api/v2/write", "Host: 127.0.0.1:" + port + "\r\nContent-Length: 0");

    assertThat(answer).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("content-length", "content-type:");
  }

  private static HttpRequest.BodyPublisher streamed(int bytes) {
    return HttpRequest.BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(new byte[bytes]));
  }

  private HttpResponse<String> post(int port, HttpRequest.BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(port, "/api/v1/observations?source=a%20b"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "text/csv")
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The answer to a request with these headers, byte for byte. */
  private static String raw(int port, String headers) throws IOException {
    return raw(port, "/livez", headers);
  }

  private static String raw(int port, String path, String headers) throws IOException {
    return raw(port, "GET", path, headers);
  }

  private static String raw(int port, String method, String path, String headers)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              (method + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private final class Stub extends StubService {
    @Override
    public boolean started() {
      return started;
    }

    @Override
    public String notReady() {
      return HttpApiTest.this.notReady;
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
      HttpApiTest.this.asked = limit + " " + series.orElse("all");
      return HttpApiTest.this.detections;
    }

    @Override
    public List<Alert> alerts() {
      return HttpApiTest.this.alerts;
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
      HttpApiTest.this.asked = key;
      return CompletableFuture.completedFuture(answers);
    }
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
