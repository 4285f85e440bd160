package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.checkpointing.DirectoryAccess;
import dev.weir.connectors.file.sink.DeadLetterLimits;
import dev.weir.monitoring.health.HealthSettings;
import dev.weir.settings.WeirSettings.Alerting;
import dev.weir.settings.WeirSettings.Checkpoints;
import dev.weir.settings.WeirSettings.DeadLetters;
import dev.weir.settings.WeirSettings.Http;
import dev.weir.settings.WeirSettings.LogFormat;
import dev.weir.settings.receiver.ReceiverSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Settings of everything around the engine: defaults, values from the file, bad values. */
class ServiceSettingsTest {

  @Nested
  class Health extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").health())
          .contains(
              new HealthSettings(
                  new HealthSettings.Limits(
                      Duration.ofSeconds(1),
                      10,
                      2048L << 20,
                      0.05,
                      0.5,
                      Optional.of(Duration.ofMinutes(15)),
                      0.9),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(10)));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      String text =
          """
          weir.health {
            max-latency = 250ms, min-throughput = 7.5, max-memory = 1 GiB, max-error-rate = 0.5
            max-unscored-rate = 0.75, max-source-silence = off
            queue-full = 0.25, grace = 0s, resolve-after = 2m, summary-every = 1 minute
          }
          """;

      assertThat(settings(text).health())
          .contains(
              new HealthSettings(
                  new HealthSettings.Limits(
                      Duration.ofMillis(250), 7.5, 1L << 30, 0.5, 0.75, Optional.empty(), 0.25),
                  Duration.ZERO,
                  Duration.ofMinutes(2),
                  Duration.ofMinutes(1)));
    }

    @Test
    void refuses_values_that_make_no_sense() {
      String text =
          """
          weir.health { max-latency = soon, min-throughput = -1, max-memory = 0
            max-error-rate = 1.5, queue-full = 0, grace = -1s, summary-every = 1ms
            max-unscored-rate = 0, resolve-after = -1s }
          """;

      assertThat(problems(text))
          .containsExactly(
              "weir.conf:1: weir.health.max-latency must be a duration such as 10s, and is 'soon'",
              "weir.conf:1: weir.health.min-throughput must be 0.0 to 1.0E12, and is -1.0",
              "weir.conf:1: weir.health.max-memory must be at least 1, and is 0",
              "weir.conf:2: weir.health.max-error-rate must be 1.0E-9 to 1.0, and is 1.5",
              "weir.conf:3: weir.health.max-unscored-rate must be 1.0E-9 to 1.0, and is 0.0",
              "weir.conf:2: weir.health.queue-full must be 0.01 to 1.0, and is 0.0",
              "weir.conf:2: weir.health.grace must be at least 0 ms, and is -1000 ms",
              "weir.conf:3: weir.health.resolve-after must be at least 0 ms, and is -1000 ms",
              "weir.conf:2: weir.health.summary-every must be at least 100 ms, and is 1 ms");
    }
  }

  @Nested
  class AlertingAndReceivers extends SettingsTest {
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
      assertThat(problems("weir.alerting { receivers = [{ type = logg }, {}], queue-size = x }"))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.alerting.receivers[0].type must be one of log, webhook,"
                  + " alertmanager, slack, teams, pagerduty, email, redis-stream, and is 'logg'; did you"
                  + " mean 'log'?",
              "weir.conf:1: weir.alerting.receivers[1].type is missing; it is one of log,"
                  + " webhook, alertmanager, slack, teams, pagerduty, email, redis-stream",
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

  @Nested
  class Checkpointing extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").checkpoints())
          .contains(new Checkpoints(Path.of("data/checkpoints"), 3, DirectoryAccess.OWNER));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      assertThat(
              settings("weir.checkpointing { directory = here, keep = 1, group-access = true }")
                  .checkpoints())
          .contains(new Checkpoints(Path.of("here"), 1, DirectoryAccess.GROUP));
    }

    @Test
    void refuses_values_that_make_no_sense() {
      assertThat(problems("weir.checkpointing { directory = \"\", keep = 0, every = 1ms }"))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.checkpointing.directory must not be empty",
              "weir.conf:1: weir.checkpointing.keep must be 1 to 1000, and is 0",
              "weir.conf:1: weir.checkpointing.every must be at least 100 ms, and is 1 ms");
      assertThat(problems("weir.checkpointing.directory = \"a\\u0000b\""))
          .containsExactly(
              "weir.conf:1: weir.checkpointing.directory is not a path: Nul character not allowed");
    }
  }

  @Nested
  class DeadLettersOfTheService extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").deadLetters())
          .contains(
              new DeadLetters(
                  Path.of("data/dead-letters.jsonl"),
                  new DeadLetterLimits(64L << 20, 100_000, Duration.ofDays(30))));
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      String text = "weir.dead-letters { path = d, max-size = 1 KiB, max-count = 2, max-age = 1h }";
      assertThat(settings(text).deadLetters())
          .contains(
              new DeadLetters(Path.of("d"), new DeadLetterLimits(1024, 2, Duration.ofHours(1))));
      assertThat(settings("weir.dead-letters.path = \"\"").deadLetters()).isEmpty();
    }

    @Test
    void refuses_values_that_make_no_sense() {
      String text = "weir.dead-letters { path = [], max-size = 1, max-count = 1, max-age = 1s }";
      assertThat(problems(text))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.dead-letters.path must be a text, and is a list",
              "weir.conf:1: weir.dead-letters.max-size must be at least 1024, and is 1",
              "weir.conf:1: weir.dead-letters.max-count must be at least 2, and is 1",
              "weir.conf:1: weir.dead-letters.max-age must be at least 60000 ms, and is 1000 ms");
    }
  }

  @Nested
  class HttpAndLog extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      assertThat(settings("").http())
          .contains(
              new Http("127.0.0.1", 8080, HttpAccess.LOOPBACK, HttpLimits.USUAL, Optional.empty()));
      assertThat(settings("").logFormat()).isEqualTo(LogFormat.AUTO);
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      WeirSettings settings =
          settings("weir { http { host = \"::1\", port = 0 }, log.format = json }");

      assertThat(settings.http())
          .contains(new Http("::1", 0, HttpAccess.LOOPBACK, HttpLimits.USUAL, Optional.empty()));
      assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
      assertThat(settings("weir.http.enabled = false").http()).isEmpty();
    }

    @Test
    void refuses_values_that_make_no_sense() {
      assertThat(problems("weir { http.port = 65536, log.format = xml }"))
          .containsExactlyInAnyOrder(
              "weir.conf:1: weir.http.port must be 0 to 65535, and is 65536",
              "weir.conf:1: weir.log.format must be one of auto, human, json, logfmt, and is 'xml'");
    }

    @Test
    void tls_needs_a_certificate_and_its_key() {
      assertThat(problems("weir.http.tls-certificate-file = \"/nowhere/tls.crt\""))
          .containsExactly(
              "weir.conf:1: weir.http.tls-key-file must be set as well: TLS needs a certificate and"
                  + " its key");
      assertThat(problems("weir.http.tls-key-file = \"/nowhere/tls.key\""))
          .singleElement()
          .asString()
          .contains("weir.http.tls-certificate-file must be set as well");
      assertThat(
              problems(
                  "weir.http { tls-certificate-file = \"/nowhere/a\", tls-key-file = \"/nowhere/b\" }"))
          .containsExactly(
              "weir.conf:1: weir.http.tls-certificate-file and tls-key-file cannot be used: /nowhere/a"
                  + " does not exist");
      assertThat(problems("weir.http.tls-client-authority-file = \"/nowhere/ca\""))
          .containsExactly(
              "weir.conf:1: weir.http.tls-client-authority-file needs tls-certificate-file and"
                  + " tls-key-file: without TLS no client has a certificate");
    }

    @Test
    void an_address_that_others_reach_is_refused_without_tokens() {
      for (String host : List.of("0.0.0.0", "192.168.0.1", "::", "example.org")) {
        assertThat(problems("weir.http.host = \"%s\"".formatted(host)))
            .as(host)
            .singleElement()
            .asString()
            .startsWith("weir.conf:1: weir.http.host is '" + host + "', which other machines can")
            .contains("set tokens or tokens-file");
      }
      assertThat(problems("weir.http.host = \"\""))
          .containsExactly("weir.conf:1: weir.http.host must be an address such as 127.0.0.1");
    }

    @Test
    void with_tokens_every_address_is_allowed() throws Exception {
      Http http =
          settings(
                  """
                  weir.http {
                    host = 0.0.0.0, names = [Weir.Example], open-metrics = true
                    tokens = [{ name = ops, role = admin, sha256 = "HASH" }]
                  }
                  """
                      .replace("HASH", "ab".repeat(32)))
              .http()
              .orElseThrow();

      assertThat(http.host()).isEqualTo("0.0.0.0");
      assertThat(http.access())
          .isEqualTo(
              new HttpAccess(
                  false,
                  List.of("weir.example"),
                  List.of(new AccessToken("ops", AccessToken.Role.ADMIN, "ab".repeat(32))),
                  Optional.empty(),
                  true));
      assertThat(http.toString()).doesNotContain("abab");
    }

    @Test
    void bad_tokens_are_refused_and_not_repeated() {
      String good = "ab".repeat(32);
      assertThat(
              problems(
                  """
                  weir.http.tokens = [
                    { name = a, role = read, sha256 = "canary" }
                    { name = a, role = read, sha256 = "%s" }
                    { name = "b c", role = write, sha256 = "%s" }
                    { role = read, token = canary }
                  ]
                  """
                      .formatted(good, good)))
          .hasSize(7)
          .noneMatch(problem -> problem.contains("canary"))
          .anyMatch(problem -> problem.contains("http.tokens[0].sha256 must be the SHA-256"))
          .anyMatch(problem -> problem.contains("http.tokens[1].name is 'a' a second time"))
          .anyMatch(problem -> problem.contains("http.tokens[2].name must be 1 to 64 letters"))
          .anyMatch(problem -> problem.contains("http.tokens[2].role must be one of ingest, read"))
          .anyMatch(problem -> problem.contains("http.tokens[3].name is missing"))
          .anyMatch(problem -> problem.contains("there is no setting 'weir.http.tokens[3].token'"));
      assertThat(problems("weir.http.tokens = canary")).noneMatch(p -> p.contains("canary"));
      assertThat(problems("weir.http.tokens-file = /none/such"))
          .singleElement()
          .asString()
          .contains("weir.http.tokens-file cannot be used: /none/such does not exist");
    }
  }

  @Nested
  class FilesOfTheService extends SettingsTest {
    @Test
    void two_sinks_on_one_file_are_refused() {
      assertThat(
              problems(
                  """
                  weir.sinks = [
                    { type = file, path = out.jsonl }
                    { type = file, path = "./a/../out.jsonl" }
                  ]
                  """))
          .containsExactly(
              "weir.conf:3: weir.sinks[1].path is the file that weir.sinks[0].path writes; give"
                  + " each its own");
    }

    @Test
    void one_file_is_recognised_by_every_name_it_has() throws Exception {
      Path out = Files.createFile(directory.resolve("out.jsonl"));
      Path link = Files.createSymbolicLink(directory.resolve("link.jsonl"), out);
      Path hardLink = Files.createLink(directory.resolve("hard.jsonl"), out);
      Path folder = Files.createSymbolicLink(directory.resolve("folder"), directory);
      Path later = directory.resolve("later.jsonl");
      Path dangling =
          Files.createSymbolicLink(directory.resolve("dangling.jsonl"), Path.of("later.jsonl"));

      assertRefused(out, link);
      assertRefused(out, hardLink);
      assertRefused(out, folder.resolve("out.jsonl"));
      assertRefused(later, dangling);
      assertRefused(later, folder.resolve("later.jsonl"));
    }

    private void assertRefused(Path one, Path other) {
      String sinks = "weir.sinks = [{ type = file, path = \"%s\" }".formatted(one);
      assertThat(problems(sinks + ", { type = file, path = \"%s\" }]".formatted(other)))
          .as("two sinks %s and %s", one, other)
          .singleElement()
          .asString()
          .contains("weir.sinks[1].path is the file that weir.sinks[0].path writes");
      assertThat(problems(sinks + "]\nweir.dead-letters.path = \"%s\"".formatted(other)))
          .as("dead letters at %s", other)
          .singleElement()
          .asString()
          .contains("weir.dead-letters.path is the file that weir.sinks[0].path writes");
      assertThat(
              problems(
                  sinks
                      + "]\nweir.sources = [{ type = file, follow = true, path = \"%s\" }]"
                          .formatted(other)))
          .as("a source at %s", other)
          .singleElement()
          .asString()
          .contains("weir.sources[0].path reads the file that weir.sinks[0].path writes");
    }

    @Test
    void several_sinks_may_write_to_one_device() throws Exception {
      String sinks =
          """
          weir.sinks = [
            { type = file, path = /dev/null }
            { type = file, path = /dev/null, only = anomalies }
          ]
          """;

      assertThat(settings(sinks).sinks()).hasSize(2);
    }

    @Test
    void a_sink_on_the_file_of_the_dead_letters_is_refused() {
      assertThat(
              problems(
                  """
                  weir.sinks = [{ type = file, path = out.jsonl }]
                  weir.dead-letters.path = out.jsonl
                  """))
          .containsExactly(
              "weir.conf:2: weir.dead-letters.path is the file that weir.sinks[0].path writes;"
                  + " give each its own");
    }

    @Test
    void what_is_written_is_not_read() throws Exception {
      for (String read : List.of("out.jsonl", "", "*.jsonl")) {
        String text =
            """
            weir.sources = [{ type = file, follow = true, path = "%s/%s" }]
            weir.sinks = [{ type = file, path = "%s/out.jsonl" }]
            """
                .formatted(directory, read, directory);

        assertThat(problems(text))
            .as(read)
            .containsExactly(
                "weir.conf:1: weir.sources[0].path reads the file that weir.sinks[0].path writes;"
                    + " name another place for one of them");
      }
    }

    @Test
    void files_side_by_side_are_fine() throws Exception {
      String text =
          """
          weir.sources = [{ type = file, follow = true, path = "%s/*.csv" }]
          weir.sinks = [{ type = file, path = "%s/out.jsonl" }]
          weir.dead-letters.path = "%s/out.dead"
          """
              .formatted(directory, directory, directory);

      assertThat(settings(text).sinks()).hasSize(1);
    }
  }
}
