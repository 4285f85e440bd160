package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.settings.WeirSettings.Alerting;
import dev.weir.settings.receiver.ReceiverSettings;
import dev.weir.settings.receiver.ReceiverType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings of alerting and its receivers: defaults, values from the file, bad values. */
class AlertingSettingsTest extends SettingsTest {

  @Test
  void has_its_defaults() throws Exception {
    Alerting alerting = settings("").alerting().orElseThrow();

    assertThat(alerting.remembered()).isEqualTo(50_000);
    ReceiverSettings.Log log = (ReceiverSettings.Log) alerting.receivers().getFirst();
    assertThat(alerting.receivers()).containsExactly(log);
    assertThat(log.terms())
        .isEqualTo(
            new ReceiverSettings.Terms(1000, WhenFull.BLOCK, 256, 256, log.terms().grouping()));
    assertThat(log.terms().grouping().minimum()).isEqualTo(Alert.Severity.INFO);
    assertThat(alerting.routing().roots()).hasSize(1);
    assertThat(alerting.routing().inhibitions()).isEmpty();
  }

  @Test
  void takes_every_value_from_the_file() throws Exception {
    Alerting alerting =
        settings(
                """
                weir.alerting { remembered = 7, queue-size = 5, receivers = [
                  { type = log, when-full = drop-oldest, max-repeats = 3 }
                  { type = webhook, name = pager, url = "https://pager.example/hook?a=b"
                    timeout = 2s, secret = canary, max-alerts = 4, queue-size = 6
                    headers { Authorization = "Bearer canary" } } ] }
                """)
            .alerting()
            .orElseThrow();

    assertThat(alerting.remembered()).isEqualTo(7);
    assertThat(alerting.receivers().getFirst().terms())
        .extracting(ReceiverSettings.Terms::queueSize, ReceiverSettings.Terms::whenFull)
        .containsExactly(5, WhenFull.DROP_OLDEST);
    assertThat(alerting.receivers().getFirst().terms().logBackoff()).isEqualTo(3);
    ReceiverSettings.Webhook webhook = (ReceiverSettings.Webhook) alerting.receivers().get(1);
    assertThat(webhook.terms().queueSize()).isEqualTo(6);
    assertThat(webhook.terms().atOnce()).isEqualTo(4);
    assertThat(webhook.terms().logBackoff()).isEqualTo(16);
    assertThat(webhook.settings().target().uri().getHost()).isEqualTo("pager.example");
    assertThat(webhook.settings().target().timeout()).hasSeconds(2);
    assertThat(webhook.settings().secret()).isPresent();
    assertThat(webhook.settings().target().headers()).containsOnlyKeys("Authorization");
    assertThat(alerting.toString()).doesNotContain("canary", "a=b");
  }

  @Test
  void refuses_values_that_make_no_sense() {
    String types = String.join(", ", ReceiverType.BY_NAME.keySet());

    assertThat(problems("weir.alerting { receivers = [{ type = logg }, {}], queue-size = x }"))
        .containsExactlyInAnyOrder(
            "weir.conf:1: weir.alerting.receivers[0].type must be one of %s, and is 'logg'; %s"
                .formatted(types, "did you mean 'log'?"),
            "weir.conf:1: weir.alerting.receivers[1].type is missing; it is one of " + types,
            "weir.conf:1: weir.alerting.queue-size must be a whole number, and is 'x'");
  }

  @Test
  void refuses_webhooks_that_cannot_be_without_saying_what_may_be_secret() {
    List<String> problems =
        problems(
            """
            weir.alerting.receivers = [
              { type = webhook, name = a }
              { type = webhook, name = b, url = "http://canary:canary@x/" }
              { type = webhook, name = c, url = "ftp://x/canary" }
              { type = webhook, name = d, url = "http://x/ canary" }
              { type = webhook, name = e, url = "http://x/", headers { Host = canary } }
              { type = webhook, name = f, url = "http://x/", headers { A = "canary\\n" } }
              { type = webhook, name = f, url = "http://x/", timeout = 1ms, secret = [canary] }
            ]
            """);

    assertThat(problems)
        .hasSize(9)
        .anyMatch(p ->
            p.endsWith(
                "receivers[1].url must not hold a user or a password: give"
                    + " headers { Authorization = ... }"))
        .anyMatch(p -> p.contains("receivers[4].headers cannot set 'Host'"))
        .anyMatch(p -> p.contains("has two of the name 'f'"))
        .noneMatch(p -> p.contains("canary"));
  }
}
