package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class RedisSourceTest {

  @TempDir Path directory;

  private RedisServer server;
  private Streams streams;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(directory, RedisServer.FORGETFUL);
    streams = new Streams(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Nested
  class ByPosition extends LiveSource {
    @Override
    protected Source source() throws IOException {
      fill();
      return streams.byPosition();
    }
  }

  @Nested
  class ThroughAGroup extends LiveSource {
    @Override
    protected Source source() throws IOException {
      fill();
      return streams.throughGroup();
    }
  }

  @Nested
  class ThroughAGroupThatIsNewEachTime extends LiveSource {
    private int groups;

    @Override
    protected Source source() throws IOException {
      fill();
      return streams.source(server.address(), Optional.of("group-" + groups++));
    }
  }

  /** It has no end: others may add to it. */
  abstract static class LiveSource extends SourceContract {
    @Override
    protected Source.State end() {
      return Source.State.IDLE;
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(1);
    }
  }

  @Test
  void a_pipeline_is_named_by_source_and_stream() {
    assertThat(streams.byPosition().name()).isEqualTo("sensors/readings");
  }

  @Test
  void a_stream_that_does_not_exist_yet_is_waited_for() throws Exception {
    for (Source source : List.of(streams.byPosition(), streams.throughGroup())) {
      server.call(Command.DEL, Streams.STREAM);
      try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
        assertThat(Streams.rest(reader)).isEmpty();
        streams.add(1, 3);
        assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(1, 3));
        streams.add(4, 5);
        assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(4, 5));
      }
    }
    assertThat(streams.warnings).isEmpty();
  }

  @Test
  void many_replies_follow_each_other_without_a_gap() throws Exception {
    streams.add(1, 20_000);

    assertThat(streams.read(streams.byPosition(), Optional.empty()))
        .isEqualTo(Streams.rows(1, 20_000));
    assertThat(streams.read(streams.throughGroup(), Optional.empty()))
        .isEqualTo(Streams.rows(1, 20_000));
    assertThat(streams.warnings).isEmpty();
  }

  @Test
  void a_group_begins_at_the_first_entry_never_at_the_newest() throws Exception {
    streams.add(1, 10);

    assertThat(streams.read(streams.throughGroup(), Optional.empty()))
        .isEqualTo(Streams.rows(1, 10));
  }

  @Test
  void after_a_crash_what_the_group_gave_out_is_read_again_behind_the_checkpoint()
      throws Exception {
    streams.add(1, 1_000);
    Position checkpoint;
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 300);
      checkpoint = reader.position();
      Streams.read(reader, 400);
    }
    streams.add(1_001, 1_200);

    assertThat(streams.read(streams.throughGroup(), Optional.of(checkpoint)))
        .isEqualTo(Streams.rows(301, 1_200));
    assertThat(streams.pending()).isEqualTo(1_200);
    assertThat(streams.warnings).isEmpty();
  }

  @Test
  void what_is_pending_comes_first_where_there_is_no_checkpoint() throws Exception {
    streams.add(1, 30);
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 10);
      Position ten = reader.position();
      Streams.rest(reader);
      reader.commit(ten);
    }
    streams.add(31, 40);

    assertThat(streams.read(streams.throughGroup(), Optional.empty()))
        .isEqualTo(Streams.rows(11, 40));
    assertThat(streams.warnings).isEmpty();
  }

  @Test
  void only_what_is_committed_is_acknowledged() throws Exception {
    streams.add(1, 5_000);
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 2_500);
      Position middle = reader.position();
      Streams.rest(reader);
      assertThat(streams.pending()).isEqualTo(5_000);

      reader.commit(middle);

      assertThat(streams.pending()).isEqualTo(2_500);
      Reply oldest = server.call(Command.XPENDING, Streams.STREAM, Streams.GROUP).get(1);
      assertThat(oldest.text()).isEqualTo("2501-0");
      assertThat(streams.length()).isEqualTo(5_000);
    }
  }

  @Test
  void what_an_earlier_life_left_unacknowledged_is_acknowledged_when_it_is_committed()
      throws Exception {
    streams.add(1, 3_000);
    Position early;
    Position late;
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 1_200);
      early = reader.position();
      Streams.read(reader, 800);
      late = reader.position();
      Streams.rest(reader);
    }
    try (Source.Reader reader = streams.throughGroup().open(Optional.of(late), Rows.table())) {
      Streams.rest(reader);
      assertThat(streams.pending()).isEqualTo(3_000);
      reader.commit(early);
      assertThat(streams.pending()).isEqualTo(1_800);
      reader.commit(reader.position());
      assertThat(streams.pending()).isZero();
    }
  }

  @Test
  void what_a_lost_consumer_left_is_taken_over_in_order() throws Exception {
    streams.add(1, 10);
    server.call(Command.XGROUP, "CREATE", Streams.STREAM, Streams.GROUP, "0");
    take("lost", 4);
    take("sensors", 2);
    take("lost", 2);

    List<String> rows =
        streams.claimAfter(Duration.ZERO).read(streams.throughGroup(), Optional.empty());

    assertThat(rows).isEqualTo(Streams.rows(1, 10));
    assertThat(streams.warnings).isEmpty();
  }

  @Test
  void what_another_consumer_is_at_work_on_is_left_to_it_and_said() throws Exception {
    streams.add(1, 10);
    server.call(Command.XGROUP, "CREATE", Streams.STREAM, Streams.GROUP, "0");
    take("other", 4);

    assertThat(streams.read(streams.throughGroup(), Optional.empty()))
        .isEqualTo(Streams.rows(5, 10));
    assertThat(streams.warnings)
        .singleElement()
        .asString()
        .contains("[other]", "give this source a group of its own");
  }

  @Test
  void a_group_that_is_lost_is_made_again_where_reading_is() throws Exception {
    streams.add(1, 10);
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      server.call(Command.XGROUP, "DESTROY", Streams.STREAM, Streams.GROUP);
      streams.add(11, 20);

      assertThat(Streams.read(reader, 10)).isEqualTo(Streams.rows(11, 20));
      assertThat(Streams.rest(reader)).isEmpty();
    }
    assertThat(streams.warnings).singleElement().asString().contains("made again at 10-0");
  }

  @Test
  void a_trimming_source_removes_what_is_committed_and_nothing_behind() throws Exception {
    streams.trimming().add(1, 1_000);
    try (Source.Reader reader = streams.byPosition().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 400);
      Position middle = reader.position();
      Streams.rest(reader);
      assertThat(streams.length()).isEqualTo(1_000);

      reader.commit(middle);

      assertThat(streams.length()).isEqualTo(601);
      assertThat(streams.read(streams.byPosition(), Optional.of(middle)))
          .isEqualTo(Streams.rows(401, 1_000));
      assertThat(reader.gapRecords()).isZero();
    }
  }

  @Test
  void a_commit_while_the_next_reply_is_under_way_loses_nothing() throws Exception {
    streams.add(1, 30_000);
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      int read = 0;
      while (read < 30_000) {
        int many = Math.min(97, 30_000 - read);
        assertThat(Streams.read(reader, many)).isEqualTo(Streams.rows(read + 1, read + many));
        read += many;
        reader.commit(reader.position());
        assertThat(streams.pending()).isGreaterThanOrEqualTo(0);
      }
      assertThat(streams.pending()).isZero();
    }
  }

  private void take(String consumer, int count) throws IOException {
    server.call(
        Command.XREADGROUP,
        "GROUP",
        Streams.GROUP,
        consumer,
        "COUNT",
        "" + count,
        "STREAMS",
        Streams.STREAM,
        ">");
  }

  private void fill() throws IOException {
    server.call(Command.FLUSHALL);
    streams.add(1, 30);
  }
}
