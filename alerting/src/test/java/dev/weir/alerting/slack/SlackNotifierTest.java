package dev.weir.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.Notifier.Delivery.Delivered;
import dev.weir.alerting.Notifier.Delivery.Rejected;
import dev.weir.alerting.Notifier.Delivery.RetryAfter;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.http.Endpoint;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.Messages;
import dev.weir.alerting.slack.SlackSettings.Chat;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server that answers as the documents of the three chats say. */
class SlackNotifierTest extends NotifierContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint endpoint = new Endpoint();

  SlackNotifierTest() throws IOException {
    endpoint.answers(200, "ok");
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(Chat.SLACK);
  }

  private Notifier notifier(Chat chat) {
    String url =
        "http://127.0.0.1:%d/services/T0AAAAAA/B0BBBBBB/canarycanary".formatted(endpoint.port());
    HttpTarget target = new HttpTarget(new Secret(url), Duration.ofSeconds(20), Map.of());
    return new SlackNotifier(
        new SlackSettings("chat", target, chat, Messages.SETTINGS), () -> Instant.EPOCH);
  }

  @Override
  protected List<String> received() {
    return endpoint.calls.stream().map(Endpoint.Call::text).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "200, ok, DELIVERED",
    "200, something else, FINAL",
    "400, invalid_blocks, FINAL",
    "403, action_prohibited, FINAL",
    "404, no_service, FINAL",
    "410, channel_is_archived, FINAL",
    "500, rollup_error, RETRY"
  })
  void slack_has_taken_a_message_only_if_it_answers_ok(int status, String body, String expected)
      throws Exception {
    endpoint.answers(status, body);

    Delivery delivery = notifier().deliver(Messages.storm(1), 1);

    assertThat(delivery.getClass())
        .isEqualTo(
            switch (expected) {
              case "DELIVERED" -> Delivered.class;
              case "RETRY" -> RetryAfter.class;
              default -> Rejected.class;
            });
    assertThat(delivery.toString()).doesNotContain("canary", "T0AAAAAA");
  }

  @Test
  void a_rate_limit_is_obeyed() throws Exception {
    endpoint.answers(exchange -> {
      exchange.getResponseHeaders().add("Retry-After", "2");
      byte[] body =
          "{\"retry_after\":2,\"ok\":false,\"error\":\"rate_limited\"}"
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(429, body.length);
      exchange.getResponseBody().write(body);
    });

    assertThat(((RetryAfter) notifier().deliver(Messages.storm(1), 1)).delay()).hasSeconds(2);
    assertThat(notifier().pace()).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void slack_gets_a_text_and_blocks_in_one_coloured_attachment() throws Exception {
    notifier().deliver(Messages.storm(3), 1);

    JsonNode body = body();
    assertThat(body.get("text").textValue()).isEqualTo("3 alerts (source plant)");
    JsonNode attachment = body.get("attachments").get(0);
    assertThat(attachment.get("color").textValue()).isEqualTo("#d97706");
    assertThat(attachment.get("blocks")).hasSize(4);
    assertThat(attachment.get("blocks").get(1).get("text").get("text").textValue())
        .contains("`boiler0` *opened, warning*", "Measured: `3.2 bar`", "weir silence add");
  }

  @ParameterizedTest
  @EnumSource(Chat.class)
  void a_name_neither_formats_nor_mentions_anybody(Chat chat) throws Exception {
    endpoint.answers(200, "ok");
    notifier(chat).deliver(Messages.hostile(), 1);

    String body = endpoint.calls.getFirst().text();
    if (chat == Chat.DISCORD) {
      assertThat(body).contains("\"allowed_mentions\":{\"parse\":[]}");
    } else {
      assertThat(body).doesNotContain("<!channel>").contains("&lt;!channel&gt; &amp;");
    }
  }

  @ParameterizedTest
  @EnumSource(Chat.class)
  void a_storm_stays_within_the_limits(Chat chat) throws Exception {
    notifier(chat).deliver(Messages.storm(10_000), 1);

    JsonNode body = body();
    String all = body.toString();
    assertThat(all).contains("and 9995 more");
    switch (chat) {
      case SLACK -> assertThat(all).hasSizeLessThan(13_000);
      case MATTERMOST -> {
        assertThat(body.get("attachments").get(0).get("text").textValue()).hasSizeLessThan(16_383);
        assertThat(body.get("attachments").get(0).get("fallback").textValue()).isNotEmpty();
      }
      case DISCORD -> {
        JsonNode embed = body.get("embeds").get(0);
        assertThat(embed.get("description").textValue()).hasSizeLessThanOrEqualTo(4_096);
        assertThat(embed.get("title").textValue()).hasSizeLessThanOrEqualTo(256);
        assertThat(embed.get("color").isInt()).isTrue();
      }
    }
  }

  @Test
  void discord_answers_without_a_body() throws Exception {
    endpoint.answers(204, "");

    assertThat(notifier(Chat.DISCORD).deliver(Messages.storm(1), 1)).isInstanceOf(Delivered.class);
  }

  @Test
  void the_probe_sends_no_message() throws Exception {
    endpoint.answers(400, "no_text");
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Ready.class);
    assertThat(endpoint.calls.getLast().text()).isEqualTo("{}");

    endpoint.answers(404, "no_service");
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Failed.class);

    endpoint.answers(200, "{\"name\":\"ops\"}");
    assertThat(notifier(Chat.DISCORD).probe()).isInstanceOf(Notifier.Probe.Ready.class);
    assertThat(endpoint.calls.getLast().method()).isEqualTo("GET");
  }

  private JsonNode body() throws IOException {
    return JSON.readTree(endpoint.calls.getLast().body());
  }
}
