package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.engine.Batch;
import dev.weir.engine.Source;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** A server that is away, or refuses, is said to be so, and tried again. */
@Timeout(120)
class RedisOutageTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothing_is_lost_or_doubled_when_a_durable_server_is_killed_in_the_middle(boolean group)
      throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.DURABLE)) {
      Streams streams = new Streams(server);
      streams.add(1, 2_000);
      Source source = group ? streams.throughGroup() : streams.byPosition();
      List<String> rows = new ArrayList<>();
      try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
        for (int round = 0; round < 3; round++) {
          rows.addAll(Streams.read(reader, 617));
          reader.commit(reader.position());
          server.kill();
          server.startAgain();
          streams.add(2_001 + 500 * round, 2_500 + 500 * round);
        }
        rows.addAll(Streams.read(reader, 3_500 - rows.size()));
        assertThat(Streams.rest(reader)).isEmpty();
        assertThat(reader.gapRecords()).isZero();
      }

      assertThat(rows).isEqualTo(Streams.rows(1, 3_500));
      assertThat(streams.warnings)
          .filteredOn(warning -> warning.contains("is back"))
          .hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void a_commit_while_the_server_is_away_is_made_up_for() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.DURABLE)) {
      Streams streams = new Streams(server);
      streams.add(1, 3_000);
      try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
        Streams.rest(reader);
        server.kill();
        reader.commit(reader.position());
        server.startAgain();
        Streams.rest(reader);

        assertThat(streams.pending()).isZero();
      }
    }
  }

  @Test
  void a_server_that_is_away_does_not_count_as_an_idle_source() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      Streams streams = new Streams(server);
      try (Source.Reader reader = streams.byPosition().open(Optional.empty(), Rows.table())) {
        Streams.rest(reader);
        server.kill();
        Batch batch = new Batch(10, 1);
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        for (int i = 0; i < 5; i++) {
          assertThat(reader.poll(batch, 10, Duration.ofMillis(1))).isEqualTo(Source.State.AWAY);
          assertThat(reader.trouble().orElseThrow()).contains("no Redis answers at");
        }
        server.startAgain();
        Streams.rest(reader);
        assertThat(reader.trouble()).isEmpty();
      }
      assertThat(streams.warnings).hasSize(2);
      assertThat(streams.warnings.getLast()).contains("is back");
    }
  }

  @Test
  void a_server_that_is_not_there_is_said_with_the_ways_to_start_one() throws Exception {
    RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL);
    server.close();
    Source source = new Streams(server).byPosition();

    assertThatThrownBy(source::probe)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no Redis answers at 127.0.0.1:" + server.port())
        .hasMessageContaining("redis-server")
        .hasMessageContaining("docker run");
  }

  @Test
  void a_probe_changes_nothing() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      new Streams(server).throughGroup().probe();

      assertThat(server.call(Command.DBSIZE).number()).isZero();
    }
  }

  @Test
  void reports_a_key_that_does_not_hold_a_stream() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      server.call(Command.SET, Streams.STREAM, "text");

      assertThatThrownBy(new Streams(server).byPosition()::probe)
          .hasMessageContaining("something other than a stream");
    }
  }

  @Test
  void a_user_gets_in_with_the_right_password_and_is_told_of_a_wrong_one() throws Exception {
    Files.writeString(
        directory.resolve("redis.conf"),
        "user watcher on >canary-secret ~* &* +@all\nuser default off\n");
    try (RedisServer server = RedisServer.started(directory)) {
      Streams streams = new Streams(server);
      String uri = "redis://127.0.0.1:" + server.port();
      RedisAddress right = server.address(uri, "watcher", new Secret("canary-secret"));
      RedisAddress wrong = server.address(uri, "watcher", new Secret("canary-wrong"));
      RedisAddress none = server.address(uri, "", Secret.NONE);
      awaitAnswer(right);

      streams.source(right, Optional.of("weir")).probe();
      assertThatThrownBy(streams.source(wrong, Optional.empty())::probe)
          .hasMessageContaining("refuses user and password")
          .hasMessageNotContaining("canary");
      assertThatThrownBy(streams.source(none, Optional.empty())::probe)
          .hasMessageContaining("wants a password");
      assertThat(right.toString()).doesNotContain("canary");
    }
  }

  @Test
  void a_user_without_permission_is_told_so() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      server.call(Command.ACL, "SETUSER", "reader", "on", ">x", "~other", "+@all");
      RedisAddress address =
          server.address("redis://127.0.0.1:" + server.port(), "reader", new Secret("x"));

      assertThatThrownBy(new Streams(server).source(address, Optional.empty())::probe)
          .hasMessageContaining("does not let this user do that");
    }
  }

  @Test
  void a_replica_is_read_by_position_and_through_a_group_it_is_said_to_be_one() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      Streams streams = new Streams(server);
      streams.add(1, 10);
      server.call(Command.REPLICAOF, "127.0.0.1", "1");
      server.call(Command.CONFIG, "SET", "replica-serve-stale-data", "yes");

      assertThat(streams.read(streams.byPosition(), Optional.empty()))
          .isEqualTo(Streams.rows(1, 10));
      try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
        Batch batch = new Batch(10, 1);
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        assertThat(reader.poll(batch, 10, Duration.ZERO)).isEqualTo(Source.State.AWAY);
        assertThat(reader.trouble().orElseThrow()).contains("is a replica and takes no writes");
        server.call(Command.REPLICAOF, "NO", "ONE");
        assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(1, 10));
      }
    }
  }

  @Test
  void a_full_server_is_read_and_what_is_read_is_acknowledged() throws Exception {
    try (RedisServer server = RedisServer.start(directory, RedisServer.FORGETFUL)) {
      Streams streams = new Streams(server);
      streams.add(1, 10);
      streams.read(streams.throughGroup(), Optional.empty());
      server.call(Command.CONFIG, "SET", "maxmemory", "1");

      try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
        assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(1, 10));
        reader.commit(reader.position());
        assertThat(streams.pending()).isZero();
      }
    }
  }

  private static void awaitAnswer(RedisAddress address) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try (Link link = Link.open(address, System::nanoTime)) {
        link.call(Command.PING);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
