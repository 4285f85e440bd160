package dev.weir.app.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.alerting.Alert;
import dev.weir.alerting.silence.SilenceFile;
import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is added by a request is in the file that the service and the commands read. */
class AlertRequestsTest {

  private static final Alert BOILER =
      new Alert(
          "7f3a", Map.of("series", "boiler3"), Alert.Severity.CRITICAL, "2026-01-01", Map.of());

  @TempDir Path directory;

  private Instant now = Instant.parse("2026-11-29T09:40:00Z");
  private final AtomicInteger ids = new AtomicInteger();
  private SilenceFile file;
  private AlertRequests requests;

  @BeforeEach
  void open() throws Exception {
    file = new SilenceFile(directory);
    WeirSettings settings =
        SettingsReader.read(ConfigFile.resolve(com.typesafe.config.ConfigFactory.empty()));
    requests =
        new AlertRequests(
            Optional.of(
                new AlertRequests.Store(
                    file,
                    settings.alerting().orElseThrow().routing(),
                    () -> "id" + ids.incrementAndGet())),
            () -> List.of(BOILER),
            () -> now,
            Runnable::run);
  }

  @Test
  void a_silence_is_added_listed_changed_and_ended() throws Exception {
    JsonNode added =
        json(
            requests.silence(
                body(
                    "{'matchers':['series=~\\'boiler.*\\''],'for':'2h','comment':'test','created_by':'kim'}")));
    assertThat(added.get("id").asText()).isEqualTo("id1");
    assertThat(added.get("state").asText()).isEqualTo("active");
    assertThat(added.get("ends_at").asText()).isEqualTo("2026-11-29T11:40:00Z");
    assertThat(added.get("open_alerts_muted").asInt()).isEqualTo(1);
    assertThat(file.read().find(Map.of("series", "boiler3"), now)).isPresent();
    assertThat(json(requests.open()).at("/alerts/0/suppressed_by").asText()).isEqualTo("id1");

    now = now.plus(Duration.ofHours(1));
    JsonNode changed =
        json(requests.silence(body("{'id':'id1','for':'4h','comment':'takes longer'}")));
    assertThat(changed.get("ends_at").asText()).isEqualTo("2026-11-29T14:40:00Z");
    assertThat(changed.get("created_by").asText()).isEqualTo("kim");
    assertThat(json(requests.silences(false)).at("/silences/0/comment").asText())
        .isEqualTo("takes longer");

    assertThat(json(requests.expire("id1")).get("state").asText()).isEqualTo("ended");
    assertThat(json(requests.silences(false)).get("silences")).isEmpty();
    assertThat(json(requests.silences(true)).get("silences")).hasSize(1);
    assertThat(json(requests.open()).at("/alerts/0").has("suppressed_by")).isFalse();
    assertThat(requests.expire("id1").toCompletableFuture().get().status()).isEqualTo(404);
  }

  @Test
  void a_maintenance_window_mutes_only_within_it() throws Exception {
    JsonNode added =
        json(
            requests.silence(
                body(
                    "{'matchers':['series=boiler3'],'for':'90d','comment':'maintenance',"
                        + "'weekdays':['monday'],'times':['02:00-04:00'],'time_zone':'Europe/Berlin'}")));
    assertThat(added.get("state").asText()).isEqualTo("pending");
    assertThat(added.get("open_alerts_muted").asInt()).isZero();

    now = Instant.parse("2026-11-30T01:30:00Z");

    assertThat(json(requests.open()).at("/alerts/0/suppressed_by").asText()).isEqualTo("id1");
    assertThat(json(requests.silences(false)).at("/silences/0/times/0").asText())
        .isEqualTo("02:00-04:00");
  }

  @Test
  void an_open_alert_is_acknowledged() throws Exception {
    JsonNode done = json(requests.acknowledge("7f3a", body("{'by':'kim','note':'on my way'}")));

    assertThat(done.get("alert").asText()).isEqualTo("7f3a");
    assertThat(json(requests.open()).at("/alerts/0/acknowledged/by").asText()).isEqualTo("kim");
    assertThat(requests.acknowledge("7f", body("{}")).toCompletableFuture().get().status())
        .isEqualTo(404);
    assertThat(json(requests.acknowledge("7f3a", body(""))).get("by").asText()).isEqualTo("api");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the body must be a JSON object",
        "{ | the body is not JSON",
        "{'matcher':1} | unknown field 'matcher'",
        "{'for':'2h','comment':'x'} | matchers must be given",
        "{'matchers':'a=b','for':'2h','comment':'x'} | matchers must be an array of texts",
        "{'matchers':[1],'for':'2h','comment':'x'} | matchers must be a text",
        "{'matchers':['a'],'for':'2h','comment':'x'} | matchers: ",
        "{'matchers':['a=~.*'],'for':'2h','comment':'x'} | does not match an alert without labels",
        "{'matchers':['a=b'],'comment':'x'} | one of for, such as",
        "{'matchers':['a=b'],'for':'soon','comment':'x'} | for must be a duration",
        "{'matchers':['a=b'],'for':'-2h','comment':'x'} | must end after it starts",
        "{'matchers':['a=b'],'ends_at':'soon','comment':'x'} | ends_at must be a time",
        "{'matchers':['a=b'],'for':'2h','ends_at':'2027-01-01T00:00:00Z','comment':'x'} | only one of",
        "{'matchers':['a=b'],'for':'2h'} | comment must say why",
        "{'matchers':['a=b'],'for':'2h','comment':'x','weekdays':['Sun']} | 'Sun' is not a weekday"
      })
  void a_malformed_silence_is_refused_and_nothing_is_stored(String body, String detail)
      throws Exception {
    Reply reply = requests.silence(body(body)).toCompletableFuture().get();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(((Reply.Text) reply.body()).text()).contains(detail.replace("'", "'"));
    assertThat(file.read().silences()).isEmpty();
  }

  @Test
  void a_form_of_a_page_is_refused() throws Exception {
    Reply reply =
        requests
            .silence(new Request(Map.of(), Map.of(), new Body("text/plain", "{}")))
            .toCompletableFuture()
            .get();

    assertThat(reply.status()).isEqualTo(415);
  }

  @Test
  void a_damaged_file_is_a_503_and_stays() throws Exception {
    Path path = directory.resolve("73696c656e636573.state");
    file.change(all -> all, now);
    assertThat(path).exists();
    Files.writeString(path, "damaged");

    assertThat(requests.silences(false).toCompletableFuture().get().status()).isEqualTo(503);
    assertThat(Files.readString(path)).isEqualTo("damaged");
  }

  @Test
  void where_nothing_is_saved_there_are_no_silences() throws Exception {
    AlertRequests none =
        new AlertRequests(Optional.empty(), () -> List.of(BOILER), () -> now, Runnable::run);

    assertThat(none.silences(false).toCompletableFuture().get().status()).isEqualTo(404);
    assertThat(json(none.open()).at("/alerts/0/id").asText()).isEqualTo("7f3a");
  }

  private static Request body(String body) {
    return new Request(
        Map.of(), Map.of(), new Body("application/json; charset=utf-8", body.replace('\'', '"')));
  }

  private static JsonNode json(CompletionStage<Reply> stage) throws Exception {
    Reply reply = stage.toCompletableFuture().get();
    String text = ((Reply.Text) reply.body()).text();
    assertThat(reply.status()).as(text).isEqualTo(200);
    return JsonMapper.builder().build().readTree(text);
  }

  private record Body(String type, String text) implements Exchange {
    @Override
    public String client() {
      return "test";
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public Optional<String> header(String name) {
      return name.equalsIgnoreCase("Content-Type") ? Optional.of(type) : Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return header(name).stream().toList();
    }

    @Override
    public CompletionStage<byte[]> body(int most) {
      return CompletableFuture.completedFuture(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
