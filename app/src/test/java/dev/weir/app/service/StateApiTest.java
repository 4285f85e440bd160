package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running service says about its series, drifts, checkpoints and settings. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateApiTest {

  private static final int RECORDS = 20_000;
  private static final int SERIES = 7;

  @TempDir Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;

  @BeforeEach
  void start() throws Exception {
    Path input = directory.resolve("in.csv");
    StringBuilder rows = new StringBuilder("timestamp,series,value\n");
    for (int i = 0; i < RECORDS; i++) {
      int level = i > RECORDS / 2 ? 50 : 0;
      rows.append("%d,s%d,%d%n".formatted(1_700_000_000 + i, i % SERIES, level + i * 37 % 101));
    }
    Files.writeString(input, rows);
    String text =
        """
        weir {
          sources = [{ name = rows, type = file, path = "%1$s/in.csv" }]
          detectors = [{ type = z-score }]
          sinks = []
          checkpointing { directory = "%1$s/checkpoints", every = 1h }
          dead-letters.path = ""
          http.port = 0
          engine.alerting-enabled = false
          alerting.receivers = [{ type = webhook, url = "http://127.0.0.1:1/canary" }]
        }
        """
            .formatted(directory);
    service =
        Service.start(
            SettingsReader.read(
                ConfigFile.load(Files.writeString(directory.resolve("weir.conf"), text))),
            RunOptions.FOR_EVER,
            Clocks.system(),
            error -> {
              throw error;
            });
    waitUntil(() -> service.state().report(Optional.empty()).counts().settled() == RECORDS);
  }

  @AfterEach
  void stop() throws Exception {
    service.stop();
    service.await();
    client.close();
  }

  @Test
  void pages_of_series_hold_every_series_once() throws Exception {
    List<String> keys = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(get("/api/v1/series?limit=3" + cursor), 200);
      page.get("series").forEach(row -> keys.add(row.get("series").asText()));
      assertThat(page.at("/sources/0/after_records").asLong()).isEqualTo(RECORDS);
      cursor = page.get("cursor").isNull() ? "" : "&cursor=" + page.get("cursor").asText();
    } while (!cursor.isEmpty());

    assertThat(keys).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6");
    assertThat(json(get("/api/v1/series?search=s4&state=ready"), 200).get("series")).hasSize(1);
    assertThat(json(get("/api/v1/series?state=warming"), 200).get("series")).isEmpty();
    assertThat(get("/api/v1/series?source=none").statusCode()).isEqualTo(404);
  }

  @Test
  void a_checkpoint_is_taken_listed_and_verified_and_damage_is_seen() throws Exception {
    JsonNode taken = json(post("/api/v1/checkpoints"), 200);
    assertThat(taken.at("/checkpoints/0/after_records").asLong()).isEqualTo(RECORDS);

    JsonNode listed = json(get("/api/v1/checkpoints"), 200);
    assertThat(listed.at("/checkpoints/0/source").asText()).isEqualTo("rows");
    long number = listed.at("/checkpoints/0/number").asLong();
    assertThat(json(post("/api/v1/checkpoints/verify?source=rows"), 200).get("number").asLong())
        .isEqualTo(number);
    HttpResponse<String> unknown = post("/api/v1/checkpoints/verify?number=999");
    assertThat(json(unknown, 404).get("detail").asText())
        .startsWith(
            "no checkpoint on the disk has this source and number; there are %d, such as %d of 'rows'"
                .formatted(listed.at("/checkpoints").size(), number));

    Path newest = LocalCheckpointStore.files(directory.resolve("checkpoints")).getLast();
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    HttpResponse<String> damaged = post("/api/v1/checkpoints/verify?number=" + number);
    assertThat(json(damaged, 200).get("state").asText()).isEqualTo("damaged");
    assertThat(damaged.body()).doesNotContain(directory.toString());
    bytes[20] ^= 1;
    Files.write(newest, bytes);
    assertThat(json(get("/api/v1/checkpoints"), 200).get("unreadable").asInt()).isEqualTo(1);
  }

  @Test
  void drifts_say_what_changed() throws Exception {
    JsonNode drifts = json(get("/api/v1/drift?limit=1000"), 200).get("drifts");

    assertThat(drifts).isNotEmpty();
    JsonNode last = drifts.get(0);
    assertThat(last.get("source").asText()).isEqualTo("rows");
    assertThat(last.get("series").asText()).startsWith("s");
    assertThat(last.get("time").asText()).startsWith("2023-11-1");
    assertThat(last.at("/findings/0/feature").asText()).isEqualTo("value");
    assertThat(last.at("/findings/0/window_after/mean").asDouble())
        .isGreaterThan(last.at("/findings/0/window_before/mean").asDouble());
    assertThat(json(get("/api/v1/drift?series=none"), 200).get("drifts")).isEmpty();
  }

  @Test
  void settings_are_shown_with_their_defaults_and_without_secrets() throws Exception {
    HttpResponse<String> answer = get("/api/v1/config");

    JsonNode weir = json(answer, 200).get("weir");
    assertThat(weir.at("/sources/0/name").asText()).isEqualTo("rows");
    assertThat(weir.at("/engine/processing-workers").asInt()).isPositive();
    assertThat(answer.body()).doesNotContain("canary");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(service.state().port(), path));
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.builder().build().readTree(answer.body());
  }

  private static void waitUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
