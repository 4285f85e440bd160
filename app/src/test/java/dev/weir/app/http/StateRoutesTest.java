package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.routing.Router;
import dev.weir.app.report.SeriesPage;
import dev.weir.engine.query.CheckpointAnswer;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.engine.query.SeriesSearch.Standing;
import dev.weir.series.SeriesSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that show series, drifts, checkpoints and settings. */
class StateRoutesTest {

  private final StubService service = new StubService();
  private final Router router =
      ServiceRoutes.of(service, new EventStreams(), Gate.open(), RequestRates.unlimited());

  @Test
  void series_are_listed_with_the_records_after_which_that_holds() throws Exception {
    SeriesSummary summary =
        new SeriesSummary("a\u202e", List.of("x"), "z-score", 7, 3, false, true, Optional.empty());
    service.page =
        new SeriesPage(
            List.of(new SeriesAnswer.Known("pumps", 40, summary)),
            List.of(new SeriesPage.Answered("pumps", 40), new SeriesPage.Missing("valves")),
            Optional.of("1.valves"));

    Reply reply = answer("GET", "/api/v1/series", "");

    JsonNode json = json(reply);
    assertThat(json.at("/series/0/series").asText()).isEqualTo("a\u202e");
    assertThat(json.at("/series/0/source").asText()).isEqualTo("pumps");
    assertThat(json.at("/series/0/after_records").asLong()).isEqualTo(40);
    assertThat(json.at("/series/0/state").asText()).isEqualTo("warming");
    assertThat(json.at("/series/0/silent").asBoolean()).isTrue();
    assertThat(json.at("/sources/0/after_records").asLong()).isEqualTo(40);
    assertThat(json.at("/not_answering/0").asText()).isEqualTo("valves");
    assertThat(json.get("cursor").asText()).isEqualTo("1.valves");
    assertThat(reply.body().toString()).doesNotContain("\u202e");
    assertThat(service.searched)
        .isEqualTo(
            new SeriesCriteria(
                "", Optional.empty(), Optional.empty(), new SeriesCriteria.Place("", 0), 100));
  }

  @Test
  void a_search_has_text_state_source_limit_and_place() throws Exception {
    service.page =
        new SeriesPage(List.of(), List.of(new SeriesPage.Answered("a.b", 1)), Optional.empty());

    Reply reply =
        answer(
            "GET",
            "/api/v1/series",
            "search=host%3Da&state=quarantined&source=a.b&limit=1000&cursor=70.a.b");

    assertThat(json(reply).get("cursor").isNull()).isTrue();
    assertThat(service.searched)
        .isEqualTo(
            new SeriesCriteria(
                "host=a",
                Optional.of(Standing.QUARANTINED),
                Optional.of("a.b"),
                new SeriesCriteria.Place("a.b", 70),
                1_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=READY | state must be one of warming, ready, quarantined, silent, incident",
        "state= | state must be one of warming, ready, quarantined, silent, incident",
        "limit=0 | limit must be a number from 1 to 1000",
        "limit=1001 | limit must be a number from 1 to 1000",
        "cursor=x.a | cursor must be one of an earlier answer",
        "cursor=-1.a | cursor must be one of an earlier answer",
        "cursor=9999999999.a | cursor must be one of an earlier answer",
        "cursor= | cursor must be one of an earlier answer"
      })
  void a_search_that_makes_no_sense_is_a_problem(String query, String detail) throws Exception {
    assertProblem(answer("GET", "/api/v1/series", query), 400, detail);
  }

  @Test
  void a_source_that_is_not_there_is_not_found() throws Exception {
    String detail = "no source of this name runs; those that run are [rows]";

    assertProblem(answer("GET", "/api/v1/series", "source=x"), 404, detail);
    assertProblem(answer("POST", "/api/v1/checkpoints", "source=x"), 404, detail);
    assertThat(answer("GET", "/api/v1/series", "").status()).isEqualTo(200);
  }

  @Test
  void drifts_are_listed_of_one_series_or_of_all() throws Exception {
    assertThat(answer("GET", "/api/v1/drift", "").status()).isEqualTo(200);
    assertThat(service.asked).isEqualTo("100 all");
    answer("GET", "/api/v1/drift", "limit=3&series=a");
    assertThat(service.asked).isEqualTo("3 a");
    assertProblem(
        answer("GET", "/api/v1/drift", "limit=x"), 400, "limit must be a number from 1 to 1000");
  }

  @Test
  void a_checkpoint_that_is_not_saved_is_a_503_with_its_reason() throws Exception {
    service.taken = List.of(new CheckpointAnswer.Saved("a", 10));
    Reply saved = answer("POST", "/api/v1/checkpoints", "");
    service.taken =
        List.of(new CheckpointAnswer.Saved("a", 10), new CheckpointAnswer.NotSaved("b", "full"));
    Reply notSaved = answer("POST", "/api/v1/checkpoints", "");

    assertThat(saved.status()).isEqualTo(200);
    assertThat(json(saved).at("/checkpoints/0/state").asText()).isEqualTo("saved");
    assertThat(json(saved).at("/checkpoints/0/after_records").asLong()).isEqualTo(10);
    assertThat(notSaved.status()).isEqualTo(503);
    assertThat(json(notSaved).at("/checkpoints/1/state").asText()).isEqualTo("not-saved");
    assertThat(json(notSaved).at("/checkpoints/1/reason").asText()).isEqualTo("full");
  }

  @Test
  void checkpoints_are_listed_taken_and_verified_by_source_and_number() throws Exception {
    answer("GET", "/api/v1/checkpoints", "source=a");
    assertThat(service.asked).isEqualTo("list a");
    answer("POST", "/api/v1/checkpoints", "source=a");
    assertThat(service.asked).isEqualTo("take a");
    answer("POST", "/api/v1/checkpoints/verify", "source=a&number=7");
    assertThat(service.asked).isEqualTo("verify a OptionalLong[7]");
    assertProblem(
        answer("POST", "/api/v1/checkpoints/verify", "number=-7"),
        400,
        "number must be that of a checkpoint");
    assertThat(answer("GET", "/api/v1/checkpoints/verify", "").status()).isEqualTo(405);
  }

  @Test
  void alerts_are_acknowledged_and_silenced() throws Exception {
    answer("POST", "/api/v1/alerts/7f3a/acknowledge", "");
    assertThat(service.asked).isEqualTo("acknowledge 7f3a");
    answer("GET", "/api/v1/silences", "ended=true");
    assertThat(service.asked).isEqualTo("silences true");
    answer("POST", "/api/v1/silences", "");
    assertThat(service.asked).isEqualTo("silence");
    answer("DELETE", "/api/v1/silences/a%2Fb", "");
    assertThat(service.asked).isEqualTo("expire a/b");
    assertProblem(answer("GET", "/api/v1/silences", "ended=x"), 400, "ended must be true or false");
    assertThat(answer("DELETE", "/api/v1/silences", "").status()).isEqualTo(405);
  }

  private Reply answer(String method, String path, String query) throws Exception {
    return router.answer(method, path, query).toCompletableFuture().get();
  }

  private static JsonNode json(Reply reply) throws IOException {
    return JsonMapper.builder().build().readTree(((Reply.Text) reply.body()).text());
  }

  private static void assertProblem(Reply reply, int status, String detail) throws IOException {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.type()).isEqualTo(Reply.PROBLEM);
    assertThat(json(reply).get("detail").asText()).isEqualTo(detail);
  }
}
