package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
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

    Ran.weir("generate", "--to", uri(), "--count", 500, "--features", 2, "--series", 3);
    JsonNode second = run(config).json();
    assertThat(Balance.of(second)).isEqualTo(RECORDS + 500);

    // The oracle comes to the same state, and leaves no trace in the group.
    List<Path> saved = LocalCheckpointStore.files(directory.resolve("checkpoints"));
    try (Jedis redis = new Jedis("127.0.0.1", port)) {
      long pending = redis.xpending("sensor_stream", "weir").getTotal();
      Ran replayed =
          Ran.weir(
              "replay",
              "-c",
              config,
              "--from",
              saved.getFirst(),
              "--to",
              saved.getLast(),
              "-o",
              "json");
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
          checkpointing.directory = "%s"
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
