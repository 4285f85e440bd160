package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source whose records are sent by HTTP, in the whole service. */
class HttpSourceTest {

  @TempDir Path directory;

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void what_was_acknowledged_is_scored_once_across_restarts() throws Exception {
    Service first = start();
    try {
      waitUntil(() -> first.state().notReady().isEmpty());
      assertThat(post(first, "k1", rows(0, 300)).statusCode()).isEqualTo(202);
      waitUntil(() -> lines() >= 300);
    } finally {
      first.stop();
      first.await();
    }
    Service second = start();
    try {
      waitUntil(() -> second.state().notReady().isEmpty());
      HttpResponse<String> again = post(second, "k1", rows(0, 300));
      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(again.body()).contains("\"duplicate\" : true");
      post(second, "k2", rows(300, 400));
      waitUntil(() -> lines() >= 400);
    } finally {
      second.stop();
      second.await();
    }

    assertThat(Files.readAllLines(directory.resolve("out.jsonl")))
        .hasSize(400)
        .doesNotHaveDuplicates();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void numbers_of_the_line_protocol_are_scored_each_in_its_series() throws Exception {
    Service service = start();
    try {
      waitUntil(() -> service.state().notReady().isEmpty());
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/api/v2/write?precision=s&bucket=b"
                              .formatted(service.state().port())))
                  .header("Authorization", "Token any")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "cpu,host=a usage=1.5,idle=98i 1700000000\n"
                              + "cpu,host=a usage=2.5 1700000010\n"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      waitUntil(() -> lines() >= 3);
    } finally {
      service.stop();
      service.await();
    }

    assertThat(Files.readString(directory.resolve("out.jsonl")))
        .contains("\"series\":\"cpu,host=a usage\"", "\"series\":\"cpu,host=a idle\"")
        .contains("2023-11-14T22:13:20Z", "2023-11-14T22:13:30Z");
  }

  @Test
  void is_refused_where_nothing_answers_or_nothing_is_kept() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() ->
            SettingsReader.read(
                ConfigFile.resolve(
                    ConfigFactory.parseString(
                        "weir { sources = [{ type = http }], http.enabled = false,"
                            + " engine.model-checkpointing = false }"))))
        .satisfies(e ->
            assertThat(String.valueOf(e.getMessage()))
                .contains("weir.http.enabled is false")
                .contains("model-checkpointing is false"));
  }

  private HttpResponse<String> post(Service service, String key, String rows) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/observations".formatted(service.state().port())))
            .header("Content-Type", "text/csv")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(rows))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder("timestamp,series,value\n");
    for (int i = from; i < to; i++) {
      rows.append("%d,s%d,%d%n".formatted(1_700_000_000 + i, i % 5, i % 101));
    }
    return rows.toString();
  }

  private long lines() {
    try {
      Path out = directory.resolve("out.jsonl");
      return Files.exists(out) ? Files.readAllLines(out).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void waitUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private Service start() throws Exception {
    String text =
        """
        weir {
          sources = [{ type = http }]
          detectors = [{ type = z-score }]
          sinks = [{ type = file, path = "%1$s/out.jsonl", only = all }]
          checkpointing { directory = "%1$s/checkpoints", every = 10s }
          dead-letters.path = "%1$s/dead.jsonl"
          http.port = 0
        }
        """
            .formatted(directory);
    return Service.start(
        SettingsReader.read(
            ConfigFile.load(Files.writeString(directory.resolve("weir.conf"), text))),
        RunOptions.FOR_EVER,
        Clocks.system(),
        error -> {
          throw error;
        });
  }
}
