package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.corpus.BadRecords;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

/** Every verb that has to do with Redis, against a real server. */
class RedisTest {

  private static final int RECORDS = 20_000;

  @TempDir Path directory;

  private Process server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = sparePort();
    List<String> command =
        List.of(
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            "" + port,
            "--dir",
            directory.toString(),
            "--save",
            "");
    try {
      server =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("redis.log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError("install redis-server (bin/test does)", e);
    }
    awaitAnswer();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly().onExit().join();
  }

  @Test
  void what_is_generated_is_scored_once_and_acknowledged_only_where_it_is_safe() throws Exception {
    Ran generated =
        Ran.weir("generate", "--to", uri(), "--count", RECORDS, "--features", 2, "--series", 3);
    assertThat(generated.out()).contains("20,000 records are in sensor_stream");
    Path config = config("group = weir", "");

    JsonNode first = run(config).json();
    assertThat(Balance.of(first)).isEqualTo(RECORDS);
    assertThat(first.at("/models/series").asLong()).isEqualTo(3);
    assertThat(first.at("/evaluation/evaluations").asLong()).isPositive();
    assertThat(first.get("source_gap_records").asLong()).isZero();
    try (Jedis redis = new Jedis("127.0.0.1", port)) {
      assertThat(redis.xpending("sensor_stream", "weir").getTotal()).isLessThanOrEqualTo(RECORDS);
      assertThat(redis.xlen("sensor_stream")).isEqualTo(RECORDS);
    }

    Path end = LocalCheckpointStore.files(directory.resolve("checkpoints")).getLast();

    Ran.weir("generate", "--to", uri(), "--count", 500, "--features", 2, "--series", 3);
    JsonNode second = run(config).json();
    assertThat(Balance.of(second)).isEqualTo(RECORDS + 500);

    // The oracle comes to the same state, and leaves no trace in the group.
    List<Path> saved = LocalCheckpointStore.files(directory.resolve("checkpoints"));
    try (Jedis redis = new Jedis("127.0.0.1", port)) {
      long pending = redis.xpending("sensor_stream", "weir").getTotal();
      Ran replayed =
          Ran.weir("replay", "-c", config, "--from", end, "--to", saved.getLast(), "-o", "json");
      assertThat(replayed.code()).as(replayed.err()).isZero();
      assertThat(replayed.json().get("records").asLong()).isEqualTo(500);
      assertThat(replayed.json().get("equal").asBoolean()).isTrue();
      assertThat(redis.xpending("sensor_stream", "weir").getTotal()).isEqualTo(pending);
    }
  }

  @Test
  void messages_of_the_notebook_are_produced_and_scored_into_another_stream() throws Exception {
    Ran.weir(
        "generate",
        "--to",
        "redis:" + uri(),
        "--count",
        5_000,
        "--pattern",
        "ranges",
        "--field",
        "metric_value",
        "--value-name",
        "metric_value",
        "--label-name",
        "anomaly_injected",
        "--max-length",
        "3000");
    Path config =
        config(
            """
            record { field = metric_value, series = sensor, time = timestamp
                     values = [metric_value], label = anomaly_injected }
            """,
            "{ type = redis-streams, uri = \"%s\", stream = found, only = anomalies }"
                .formatted(uri()));

    JsonNode status = run(config).json();
    assertThat(status.at("/records/read").asLong()).isBetween(3_000L, 3_200L);
    assertThat(status.at("/records/dead_lettered").asLong()).isZero();
    assertThat(status.at("/evaluation/recall").asDouble()).isGreaterThan(0.5);
    try (Jedis redis = new Jedis("127.0.0.1", port)) {
      List<StreamEntry> found =
          redis.xrange("found", (StreamEntryID) null, (StreamEntryID) null, 100_000);
      assertThat(found).hasSize(status.get("anomalies").asInt());
      assertThat(found)
          .allMatch(entry -> entry.getFields().get("pipeline").equals("sensors/sensor_stream"))
          .allMatch(entry -> entry.getFields().get("detection").contains("\"anomaly\":true"));
    }
  }

  /** The corpus of {@link BadRecords}, as entries of a stream, a good one behind each. */
  @Test
  void every_bad_entry_is_one_dead_letter_and_the_next_is_scored_as_ever() throws Exception {
    List<Map<byte[], byte[]>> fields = new ArrayList<>();
    BadRecords.fields().keySet().forEach(entry -> fields.add(utf8(entry)));
    List<Map<byte[], byte[]>> objects = new ArrayList<>();
    BadRecords.json().forEach(bad -> objects.add(Map.of(utf8("r"), bad.bytes())));
    objects.add(utf8(Map.of("other", "field")));

    List<String> reasons = new ArrayList<>();
    BadRecords.fields().values().forEach(reason -> reasons.add(reason.text()));
    assertThat(compared("fields", "", fields, RedisTest::goodFields)).isEqualTo(reasons);
    reasons.clear();
    BadRecords.json().forEach(bad -> reasons.add(bad.reason().text()));
    reasons.add("malformed");
    // An entry has a time of its own: an object without one is none the worse for it.
    List<String> found = compared("json", "record { field = r }", objects, RedisTest::goodObject);
    assertThat(found).hasSizeBetween(reasons.size() - 10, reasons.size());
  }

  /** The reasons of the dead letters, if the good entries are scored as they are alone. */
  private List<String> compared(
      String name,
      String record,
      List<Map<byte[], byte[]>> bad,
      IntFunction<Map<byte[], byte[]>> good)
      throws Exception {
    try (Jedis redis = new Jedis("127.0.0.1", port)) {
      for (int i = 0; i <= bad.size(); i++) {
        redis.xadd(utf8(name + "-good"), XAddParams.xAddParams().id(i + 1, 0), good.apply(i));
        redis.xadd(utf8(name + "-mixed"), XAddParams.xAddParams().id(i + 1, 0), good.apply(i));
        if (i < bad.size()) {
          redis.xadd(utf8(name + "-mixed"), XAddParams.xAddParams().id(i + 1, 1), bad.get(i));
        }
      }
    }
    List<String> expected = scored(name + "-good", record);
    List<String> actual = new ArrayList<>(scored(name + "-mixed", record));
    Set<String> ofGood = new HashSet<>(expected);
    actual.removeIf(detection -> !ofGood.contains(detection));
    assertThat(actual).as("what is said of the good entries of %s", name).isEqualTo(expected);

    List<String> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(name + "-mixed-letters.jsonl"))) {
      reasons.add(JsonMapper.builder().build().readTree(line).get("reason").asText());
    }
    return reasons;
  }

  private List<String> scored(String stream, String record) throws Exception {
    Path detections = directory.resolve(stream + ".jsonl");
    Path config =
        Files.writeString(
            directory.resolve(stream + ".conf"),
            """
            weir {
              sources = [{ name = s, type = redis-streams, uri = "%s", streams = [%s], %s }]
              detectors = [{ type = z-score }]
              sinks = [{ type = file, path = "%s" }]
              dead-letters { path = "%s", max-size = 512 MiB }
              engine.model-checkpointing = false
              http.enabled = false
            }
            """
                .formatted(
                    uri(),
                    stream,
                    record,
                    detections,
                    directory.resolve(stream + "-letters.jsonl")));
    JsonNode status = run(config).json();
    assertThat(Balance.of(status)).isEqualTo(status.at("/records/read").asLong());
    return Files.readAllLines(detections).stream()
        .filter(line -> !line.contains("\"dead_lettered\""))
        .map(line ->
            line.replaceFirst("\"id\":\"[^\"]*\"", "").replaceFirst("\"pipeline\":\"[^\"]*\"", ""))
        .toList();
  }

  private static Map<byte[], byte[]> goodFields(int i) {
    return utf8(
        new LinkedHashMap<>(
            Map.of("timestamp", time(i), "series", "good", "v", "" + Math.floorMod(31L * i, 17))));
  }

  private static Map<byte[], byte[]> goodObject(int i) {
    return Map.of(
        utf8("r"),
        utf8(
            "{\"timestamp\":\"%s\",\"series\":\"good\",\"v\":%d}"
                .formatted(time(i), Math.floorMod(31L * i, 17))));
  }

  private static String time(int i) {
    return "2026-01-02T00:%02d:%02dZ".formatted(i / 60 % 60, i % 60);
  }

  private static Map<byte[], byte[]> utf8(Map<String, String> fields) {
    Map<byte[], byte[]> bytes = new LinkedHashMap<>();
    fields.forEach((name, value) -> bytes.put(utf8(name), utf8(value)));
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_server_that_is_not_there_is_said_with_the_ways_to_start_one() throws Exception {
    Path config = config("", "{ type = redis-streams, uri = \"%s\" }".formatted(uri()));
    assertThat(Ran.weir("check", config, "--connect").code()).isZero();
    stop();

    Ran check = Ran.weir("check", config, "--connect");
    Ran run = run(config);
    Ran generate = Ran.weir("generate", "--to", uri(), "--count", 10);

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.err().lines()).hasSize(2);
    assertThat(run.code()).isEqualTo(78);
    assertThat(generate.code()).isEqualTo(1);
    for (Ran ran : List.of(check, run, generate)) {
      assertThat(ran.err())
          .contains("no Redis answers at 127.0.0.1:" + port)
          .contains("start one with 'redis-server'");
    }
  }

  @Test
  void an_address_with_a_password_in_it_is_refused_and_not_repeated() {
    Ran ran = Ran.weir("generate", "--to", "redis://:canary@127.0.0.1:" + port);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("set user and password").doesNotContain("canary");
  }

  private Ran run(Path config) {
    return Ran.weir("run", "-c", config, "--until-idle", "1s", "--output", "json");
  }

  private Path config(String source, String sink) throws IOException {
    return Files.writeString(
        directory.resolve("weir.conf"),
        """
        weir {
          sources = [{ name = sensors, type = redis-streams, uri = "%s", streams = [sensor_stream]
                       %s }]
          detectors = [{ type = z-score }]
          sinks = [%s]
          checkpointing { directory = "%s", keep = 100 }
          dead-letters.path = "%s"
          http.enabled = false
        }
        """
            .formatted(
                uri(),
                source,
                sink,
                directory.resolve("checkpoints"),
                directory.resolve("dead-letters.jsonl")));
  }

  private String uri() {
    return "redis://127.0.0.1:" + port;
  }

  private static int sparePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try (Jedis redis = new Jedis("127.0.0.1", port)) {
        redis.ping();
        return;
      } catch (JedisConnectionException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
