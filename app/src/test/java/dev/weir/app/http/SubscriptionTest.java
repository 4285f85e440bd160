package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.alerting.Alert;
import dev.weir.app.http.routing.BadRequestException;
import dev.weir.app.report.PlotPoint;
import dev.weir.app.report.PlotPoint.BySeverity;
import dev.weir.app.report.SeriesRecords;
import dev.weir.app.report.SeriesRecords.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private final StubService service = new StubService();

  @Test
  void the_first_event_is_a_snapshot_of_all_topics() throws Exception {
    service.now = 7;
    service.detections = List.of("{\"id\":\"b\"}", "{\"id\":\"a\"}");
    service.points = List.of(point(1), point(2));

    String event = all().next().toCompletableFuture().get().orElseThrow();

    assertThat(event).startsWith("id: 1\nevent: snapshot\ndata: {").endsWith("}\n\n");
    assertThat(event.strip().lines()).hasSize(3);
    JsonNode data = data(event);
    assertThat(data.get("t").asLong()).isEqualTo(7);
    assertThat(data.at("/status/running").asBoolean()).isTrue();
    assertThat(data.at("/alerts/open/critical").asInt()).isZero();
    assertThat(data.at("/detections/0/id").asText()).isEqualTo("b");
    assertThat(data.get("plots")).hasSize(2);
  }

  @Test
  void later_events_hold_what_changed() throws Exception {
    Subscription client = all();
    service.detections = List.of("{\"id\":\"a\"}");
    service.points = List.of(point(1));
    next(client);
    service.detections = List.of("{\"id\":\"b\"}", "{\"id\":\"a\"}");
    service.points = List.of(point(1), point(2));

    String event = client.next().toCompletableFuture().get().orElseThrow();

    assertThat(event).startsWith("id: 2\nevent: change\n");
    assertThat(data(event).has("alerts")).isFalse();
    assertThat(data(event).get("detections")).hasSize(1);
    assertThat(data(event).at("/detections/0/id").asText()).isEqualTo("b");
    assertThat(data(event).get("plots")).hasSize(1);
    assertThat(data(event).at("/plots/0/0").asLong()).isEqualTo(2_000);
  }

  @Test
  void an_alert_that_opens_or_ends_is_a_change() throws Exception {
    Subscription client =
        new Subscription(service, Set.of(Subscription.Topic.ALERTS), Optional.empty());
    assertThat(next(client).at("/alerts/alerts")).isEmpty();
    service.alerts = List.of(new Alert("id", Map.of(), Alert.Severity.WARNING, "1", Map.of()));
    assertThat(next(client).at("/alerts/open/warning").asInt()).isEqualTo(1);
    service.alerts = List.of();
    assertThat(next(client).at("/alerts/open/warning").asInt()).isZero();
  }

  @Test
  void without_a_change_every_fourth_tick_sends_a_comment() throws Exception {
    Subscription client =
        new Subscription(service, Set.of(Subscription.Topic.ALERTS), Optional.empty());
    next(client);

    List<Optional<String>> events = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      events.add(client.next().toCompletableFuture().get());
    }

    Optional<String> comment = Optional.of(": still here\n\n");
    Optional<String> none = Optional.empty();
    assertThat(events).containsExactly(none, none, none, comment, none, none, none, comment);
  }

  @Test
  void records_of_a_series_go_on_after_the_last_one() throws Exception {
    Subscription client =
        new Subscription(service, EnumSet.noneOf(Subscription.Topic.class), Optional.of("a b"));
    service.records = Optional.of(records(40, new Row(5, 0.5, 2, new double[] {1.5, Double.NaN})));

    JsonNode first = next(client);
    service.records = Optional.of(records(41, new Row(6, Double.NaN, 0, new double[] {2, 3})));
    JsonNode second = next(client);

    assertThat(service.asked).isEqualTo("a b 40");
    assertThat(first.at("/records/rows/0").toString()).isEqualTo("[5,0.5,2,1.5,null]");
    assertThat(second.at("/records/rows/0").toString()).isEqualTo("[6,null,0,2.0,3.0]");
    assertThat(second.at("/records/features/1").asText()).isEqualTo("y");
  }

  @Test
  void the_snapshot_comes_also_if_there_is_nothing_to_show() throws Exception {
    Subscription client =
        new Subscription(service, EnumSet.noneOf(Subscription.Topic.class), Optional.of("a b"));

    assertThat(next(client).toString()).isEqualTo("{\"t\":0}");
  }

  @Test
  void a_service_that_stops_says_so() throws Exception {
    Subscription client = all();
    assertThat(next(client).has("stopping")).isFalse();
    service.notReady = "it is stopping";

    assertThat(next(client).get("stopping").asBoolean()).isTrue();
  }

  @Test
  void names_and_reasons_of_strangers_cannot_end_an_event() throws Exception {
    service.status = "{\n  \"health\" : \"a\\n\\ndata: {}\"\n}";
    service.alerts =
        List.of(
            new Alert("id", Map.of("series", "x\n\nevent: y"), Alert.Severity.INFO, "1", Map.of()));

    String event = all().next().toCompletableFuture().get().orElseThrow();

    assertThat(event.strip().lines()).hasSize(3);
    assertThat(data(event).at("/status/health").asText()).isEqualTo("a\n\ndata: {}");
  }

  @Test
  void topics_are_named_or_all() {
    assertThat(Subscription.topics(Optional.empty())).hasSize(4);
    assertThat(Subscription.topics(Optional.of("status,plots")))
        .containsExactly(Subscription.Topic.STATUS, Subscription.Topic.PLOTS);
    for (String wrong : List.of("", "status,", "STATUS", "x")) {
      assertThatThrownBy(() -> Subscription.topics(Optional.of(wrong)))
          .isInstanceOf(BadRequestException.class)
          .hasMessage("topics must be some of status,alerts,detections,plots");
    }
  }

  private Subscription all() {
    return new Subscription(service, EnumSet.allOf(Subscription.Topic.class), Optional.empty());
  }

  private static SeriesRecords records(long last, Row row) {
    return new SeriesRecords("a b", "sensors", List.of("x", "y"), true, last, List.of(row));
  }

  private static PlotPoint point(long number) {
    return new PlotPoint(
        number, 1000 * number, 9, 1, 2, PlotPoint.Quality.UNKNOWN, new BySeverity(1, 0, 0));
  }

  private static JsonNode next(Subscription client) throws Exception {
    return data(client.next().toCompletableFuture().get().orElseThrow());
  }

  private static JsonNode data(String event) throws Exception {
    String line = event.lines().filter(l -> l.startsWith("data: ")).findFirst().orElseThrow();
    return JsonMapper.builder().build().readTree(line.substring("data: ".length()));
  }
}
