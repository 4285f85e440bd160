package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.SinkContract;
import dev.weir.connectors.redis.RedisSinkSettings.Only;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

@Timeout(120)
class RedisSinkTest extends SinkContract {

  private static final String STREAM = "detections";

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();
  private RedisServer server;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(directory, RedisServer.DURABLE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Sink sink() {
    return sink(Only.ALL, 0);
  }

  @Override
  protected List<String> written() throws IOException {
    return field(3);
  }

  @Override
  protected boolean speaksOf(String line, String position) {
    return line.contains("\"position\":\"" + position + "\"");
  }

  @Override
  protected List<String> expected() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add("" + i);
    }
    return all;
  }

  @Test
  void what_is_written_again_after_a_restart_is_there_once() throws Exception {
    try (Sink.Writer writer = sink().open("test")) {
      AtomicInteger batches = new AtomicInteger();
      forEachBatch(
          100,
          batch -> {
            if (batches.getAndIncrement() < 4) {
              writer.write(batch);
            }
          });
    }
    assertThat(written()).hasSize(400);

    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(70, writer::write);
    }

    assertThat(ids()).hasSize(RECORDS).doesNotHaveDuplicates();
  }

  @Test
  void pipelines_share_a_stream() throws Exception {
    for (String pipeline : new String[] {"one", "two", "one"}) {
      try (Sink.Writer writer = sink().open(pipeline)) {
        forEachBatch(100, writer::write);
      }
    }

    assertThat(written()).hasSize(2 * RECORDS);
  }

  @Test
  void a_server_that_goes_away_is_waited_for_and_has_everything_once() throws Exception {
    AtomicInteger batches = new AtomicInteger();
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(
          50,
          batch -> {
            if (batches.getAndIncrement() == 6) {
              server.kill();
              server.startAgain();
            }
            writer.write(batch);
          });
    }

    assertThat(ids()).hasSize(RECORDS).doesNotHaveDuplicates();
    assertThat(warnings).isNotEmpty().last().asString().contains("is back");
  }

  @Test
  void a_full_server_holds_back_until_there_is_room() throws Exception {
    AtomicInteger batches = new AtomicInteger();
    try (Sink.Writer writer = sink().open("test")) {
      forEachBatch(
          100,
          batch -> {
            if (batches.getAndIncrement() == 2) {
              server.call(Command.CONFIG, "SET", "maxmemory", "1");
              Thread.ofVirtual().start(() -> makeRoomOnceItIsSaid());
            }
            writer.write(batch);
          });
    }

    assertThat(ids()).hasSize(RECORDS).doesNotHaveDuplicates();
    assertThat(warnings.getFirst()).contains("has no memory left");
  }

  private void makeRoomOnceItIsSaid() {
    while (said() == 0) {
      Thread.onSpinWait();
    }
    try {
      server.call(Command.CONFIG, "SET", "maxmemory", "0");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int said() {
    synchronized (warnings) {
      return warnings.size();
    }
  }

  @Test
  void the_stream_keeps_about_as_many_as_wanted() throws Exception {
    try (Sink.Writer writer = sink(Only.ALL, 200).open("test")) {
      forEachBatch(100, writer::write);
    }

    assertThat(written().size()).isBetween(200, 400);
    assertThat(written().getLast()).contains("\"position\":\"599\"");
  }

  @Test
  void only_anomalies_are_written_where_only_they_are_wanted() throws Exception {
    try (Sink.Writer writer = sink(Only.ANOMALIES, 0).open("test")) {
      forEachBatch(100, writer::write);
    }

    assertThat(written()).isNotEmpty().allMatch(line -> line.contains("\"anomaly\":true"));
  }

  @Test
  void alerts_come_under_ids_of_their_own_and_once() throws Exception {
    for (int life = 0; life < 2; life++) {
      try (Sink.Writer writer = sink(Only.ALERTS, 0).open("test")) {
        forEachBatch(100, writer::write);
      }
    }

    assertThat(ids()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(written())
        .anyMatch(line -> line.contains("\"transition\":\"opened\""))
        .anyMatch(line -> line.contains("\"transition\":\"resolved\""))
        .allMatch(line -> line.contains("\"severity\":") && line.contains("\"series\":\"sim-"));
  }

  @Test
  void a_server_that_is_not_there_at_the_start_is_said_to_be_missing() {
    server.close();

    assertThatThrownBy(() -> sink().open("test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Redis answers at");
  }

  private Sink sink(Only only, long maxLength) {
    return new RedisSink(
        new RedisSinkSettings(
            server.address(), STREAM, maxLength, only, DetectionJson.Fields.VERDICT),
        duration -> Thread.sleep(Math.min(duration.toMillis(), 20)),
        System::nanoTime,
        this::warn);
  }

  private void warn(String warning) {
    synchronized (warnings) {
      warnings.add(warning);
    }
  }

  private List<String> ids() throws IOException {
    return field(0);
  }

  private List<String> field(int which) throws IOException {
    Reply entries = server.call(Command.XRANGE, STREAM, "-", "+");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Reply fields = entries.get(i).get(1);
      values.add(fields.get(which == 0 ? 1 : 5).text());
    }
    return values;
  }
}
