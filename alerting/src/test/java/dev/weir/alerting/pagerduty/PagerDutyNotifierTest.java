package dev.weir.alerting.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.http.Endpoint;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.Messages;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that checks events as the documents of the Events API say. */
class PagerDutyNotifierTest extends NotifierContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "canarycanarycanarycanarycanary32";

  private final Endpoint endpoint = new Endpoint();

  PagerDutyNotifierTest() throws IOException {
    endpoint.answers(exchange -> {
      JsonNode event = JSON.readTree(endpoint.calls.getLast().body());
      boolean valid =
          event.get("routing_key").textValue().equals(KEY)
              && List.of("trigger", "resolve").contains(event.get("event_action").textValue())
              && event.get("dedup_key").textValue().length() <= 255
              && (!event.has("payload")
                  || (event.get("payload").get("summary").textValue().length() <= 1_024
                      && !event.get("payload").get("source").textValue().isEmpty()
                      && List.of("critical", "error", "warning", "info")
                          .contains(event.get("payload").get("severity").textValue())));
      byte[] answer =
          (valid
                  ? "{\"status\":\"success\",\"message\":\"Event processed\"}"
                  : "{\"status\":\"invalid event\",\"errors\":[\"key " + KEY + " is unknown\"]}")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(valid ? 202 : 400, answer.length);
      exchange.getResponseBody().write(answer);
    });
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(KEY);
  }

  private Notifier notifier(String key) {
    return new PagerDutyNotifier(
        new PagerDutySettings(
            "pager",
            HttpTarget.at(endpoint.url(), Duration.ofSeconds(20)),
            new Secret(key),
            Messages.SETTINGS),
        () -> Instant.EPOCH);
  }

  @Override
  protected List<String> received() {
    return endpoint.calls.stream().map(Endpoint.Call::text).toList();
  }

  @Test
  void a_group_is_one_incident_from_its_first_alert_to_its_last_end() throws Exception {
    notifier().deliver(Messages.storm(3), 1);
    notifier()
        .deliver(
            Messages.of(List.of(Messages.notice("boiler0", Kind.RESOLVED, Severity.WARNING)), 2),
            1);
    notifier()
        .deliver(
            Messages.of(List.of(Messages.notice("boiler1", Kind.RESOLVED, Severity.WARNING)), 0),
            1);

    assertThat(endpoint.calls.stream().map(this::event))
        .extracting(event -> event.get("event_action").textValue())
        .containsExactly("trigger", "trigger", "resolve");
    assertThat(endpoint.calls.stream().map(this::event))
        .extracting(event -> event.get("dedup_key"))
        .containsOnly(event(endpoint.calls.getFirst()).get("dedup_key"));
    JsonNode payload = event(endpoint.calls.getFirst()).get("payload");
    assertThat(payload.get("summary").textValue()).isEqualTo("3 alerts (source plant)");
    assertThat(payload.get("severity").textValue()).isEqualTo("warning");
    assertThat(payload.get("custom_details").get("boiler0").get("Measured").textValue())
        .isEqualTo("3.2 bar");
  }

  @Test
  void an_alert_that_began_and_ended_is_an_incident_that_is_resolved_at_once() throws Exception {
    notifier()
        .deliver(
            Messages.of(
                List.of(
                    Messages.notice("b", Kind.OPENED, Severity.WARNING),
                    Messages.notice("b", Kind.RESOLVED, Severity.WARNING)),
                0),
            1);

    assertThat(endpoint.calls.stream().map(this::event))
        .extracting(event -> event.get("event_action").textValue())
        .containsExactly("trigger", "resolve");
  }

  @Test
  void a_limit_is_waited_for_a_minute_at_least() throws Exception {
    endpoint.answers(429, "");

    assertThat(((Delivery.RetryAfter) notifier().deliver(Messages.storm(1), 1)).delay())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_wrong_key_is_final_and_not_shown() throws Exception {
    Delivery delivery = notifier("other").deliver(Messages.storm(1), 1);

    assertThat(delivery).isInstanceOf(Delivery.Rejected.class);
    assertThat(notifier(KEY).probe()).isInstanceOf(Notifier.Probe.Ready.class);
    assertThat(event(endpoint.calls.getLast()).get("event_action").textValue())
        .isEqualTo("resolve");
    assertThat(notifier("other").probe()).isInstanceOf(Notifier.Probe.Failed.class);
    endpoint.answers(400, "key " + KEY);
    assertThat(notifier().deliver(Messages.storm(1), 1).toString()).doesNotContain(KEY);
  }

  private JsonNode event(Endpoint.Call call) {
    try {
      return JSON.readTree(call.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
