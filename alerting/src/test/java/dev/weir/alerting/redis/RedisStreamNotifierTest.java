package dev.weir.alerting.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.NotifierContract;
import dev.weir.monitoring.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** Against a real Redis server. */
class RedisStreamNotifierTest extends NotifierContract {

  private static final String PASSWORD = "canary-password";

  @TempDir Path directory;

  private int port;
  private Process server;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                "" + port,
                "--save",
                "",
                "--requirepass",
                PASSWORD,
                "--dir",
                directory.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log = server.inputReader();
    String line;
    do {
      line = log.readLine();
      assertThat(line).as("the log of redis-server").isNotNull();
    } while (!line.contains("Ready to accept connections"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroyForcibly().waitFor();
  }

  @Override
  protected Notifier notifier() {
    return notifier(PASSWORD, "weir:alerts");
  }

  private Notifier notifier(String password, String stream) {
    return new RedisStreamNotifier(
        new RedisStreamSettings(
            "redis",
            new RedisStreamSettings.Server("127.0.0.1", port, 0, false),
            "",
            new Secret(password),
            stream,
            1_000,
            Duration.ofSeconds(20)));
  }

  @Override
  protected List<String> received() {
    return entries().stream().map(Map::toString).toList();
  }

  private List<Map<String, String>> entries() {
    try (Jedis redis = client()) {
      return redis.xrange("weir:alerts", (StreamEntryID) null, null).stream()
          .map(entry -> entry.getFields())
          .toList();
    }
  }

  private Jedis client() {
    Jedis redis = new Jedis("127.0.0.1", port);
    redis.auth(PASSWORD);
    return redis;
  }

  @Test
  void an_entry_has_fields_to_filter_on_and_the_whole_as_json() throws Exception {
    notifier().deliver(List.of(notice("n1", Kind.OPENED, Severity.WARNING)), 1);

    assertThat(entries().getFirst())
        .containsEntry("id", "alert-7")
        .containsEntry("notice", "n1")
        .containsEntry("kind", "opened")
        .containsEntry("severity", "warning")
        .containsEntry("series", "cpu")
        .containsEntry("since", "2026-01-01T00:00:00Z");
    assertThat(entries().getFirst().get("json")).contains("\"notes\":{\"score\":\"0.9\"}");
  }

  @Test
  void a_wrong_password_and_a_key_of_another_type_are_final() throws Exception {
    try (Jedis redis = client()) {
      redis.set("text", "x");
    }
    assertThat(notifier(PASSWORD, "text").probe()).isInstanceOf(Notifier.Probe.Failed.class);
    Delivery type =
        notifier(PASSWORD, "text").deliver(List.of(notice("n", Kind.OPENED, Severity.INFO)), 1);
    assertThat(type).isInstanceOf(Delivery.Rejected.class);

    Delivery login =
        notifier("canary-wrong", "s").deliver(List.of(notice("n", Kind.OPENED, Severity.INFO)), 1);
    assertThat(login.toString()).contains("WRONGPASS").doesNotContain("canary");
    assertThat(login).isInstanceOf(Delivery.Rejected.class);
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Ready.class);
  }

  @Test
  void a_server_that_is_away_or_full_is_tried_again() throws Exception {
    try (Jedis redis = client()) {
      redis.configSet("maxmemory", "1");
    }
    assertThat(notifier().deliver(List.of(notice("n", Kind.OPENED, Severity.INFO)), 1))
        .isInstanceOf(Delivery.RetryAfter.class);

    server.destroyForcibly().waitFor();

    Delivery away = notifier().deliver(List.of(notice("n", Kind.OPENED, Severity.INFO)), 1);
    assertThat(away).isInstanceOf(Delivery.RetryAfter.class);
    assertThat(notifier().probe()).isInstanceOf(Notifier.Probe.Failed.class);
  }
}
