package dev.weir.alerting.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.http.Endpoint;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.MessageSettings;
import dev.weir.alerting.message.Messages;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as a workflow does. */
class TeamsNotifierTest extends NotifierContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNATURE = "sig=canary%2Bcanary";

  private final Endpoint endpoint = new Endpoint();

  TeamsNotifierTest() throws IOException {
    endpoint.answers(exchange -> {
      boolean signed = SIGNATURE.equals(exchange.getRequestURI().getRawQuery());
      exchange.sendResponseHeaders(signed ? 202 : 401, -1);
    });
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(Messages.SETTINGS);
  }

  private Notifier notifier(MessageSettings message) {
    String url = "http://127.0.0.1:%d/workflows/x?%s".formatted(endpoint.port(), SIGNATURE);
    HttpTarget target = new HttpTarget(new Secret(url), Duration.ofSeconds(20), Map.of());
    return new TeamsNotifier(new TeamsSettings("teams", target, message), () -> Instant.EPOCH);
  }

  @Override
  protected List<String> received() {
    return endpoint.calls.stream().map(Endpoint.Call::text).toList();
  }

  @Test
  void the_card_is_of_a_version_that_teams_shows() throws Exception {
    assertThat(notifier().deliver(Messages.storm(2), 1)).isInstanceOf(Delivery.Delivered.class);

    JsonNode body = JSON.readTree(endpoint.calls.getFirst().body());
    assertThat(body.get("type").textValue()).isEqualTo("message");
    JsonNode attachment = body.get("attachments").get(0);
    assertThat(attachment.get("contentType").textValue())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonNode card = attachment.get("content");
    assertThat(card.get("version").textValue()).isEqualTo("1.4");
    assertThat(card.get("body").get(0).get("text").textValue())
        .isEqualTo("2 alerts (source plant)");
    assertThat(card.get("body").get(0).get("color").textValue()).isEqualTo("Warning");
    assertThat(card.get("body").findValuesAsText("title")).contains("Measured", "Expected");
    assertThat(card.get("actions").get(0).get("type").textValue()).isEqualTo("Action.OpenUrl");
  }

  @Test
  void a_card_stays_below_twenty_kilobytes() throws Exception {
    notifier(new MessageSettings("", Map.of(), 50)).deliver(Messages.storm(10_000), 1);

    assertThat(endpoint.calls.getFirst().body()).hasSizeLessThanOrEqualTo(20_000);
    assertThat(endpoint.calls.getFirst().text()).contains(" more; weir alerts ls");
  }

  @Test
  void one_that_is_too_large_for_the_server_is_sent_once_more_with_one_alert() throws Exception {
    endpoint.answers(413, "Request Entity too large");

    assertThat(notifier().deliver(Messages.storm(5), 1)).isInstanceOf(Delivery.Rejected.class);

    assertThat(endpoint.calls).hasSize(2);
    assertThat(endpoint.calls.get(1).body().length).isLessThan(endpoint.calls.get(0).body().length);
  }

  @Test
  void a_refusal_does_not_show_the_signature() throws Exception {
    endpoint.answers(exchange -> {
      byte[] body = ("wrong " + SIGNATURE).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(401, body.length);
      exchange.getResponseBody().write(body);
    });

    assertThat(notifier().deliver(Messages.storm(1), 1).toString())
        .contains("401")
        .doesNotContain("canary");
  }

  @Test
  void names_are_escaped() throws Exception {
    notifier().deliver(Messages.hostile(), 1);

    assertThat(endpoint.calls.getFirst().text()).contains("\\\\*b\\\\*", "\\\\[d\\\\](e)");
  }

  @Test
  void retired_addresses_are_known() {
    assertThat(TeamsSettings.isRetired("https://x.webhook.office.com/webhookb2/y")).isTrue();
    assertThat(TeamsSettings.isRetired("https://x.logic.azure.com/workflows/y?sig=z")).isFalse();
  }
}
