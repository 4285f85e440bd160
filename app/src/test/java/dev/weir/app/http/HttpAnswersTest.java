package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.alerting.Alert;
import dev.weir.detectors.Severity;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.health.Health;
import dev.weir.series.SeriesSummary;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The answers to questions about the state of the service. */
class HttpAnswersTest extends HttpApiFixture {

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
}
