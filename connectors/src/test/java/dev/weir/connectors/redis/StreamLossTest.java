package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

/** What a stream loses before it is read is counted, and one that is another is known. */
class StreamLossTest {

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

  private Source source(boolean group) {
    return group ? streams.throughGroup() : streams.byPosition();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entries_trimmed_before_they_are_read_are_counted_exactly(boolean group) throws Exception {
    streams.add(1, 100);
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      streams.add(101, 1_000);
      streams.trimTo(30);

      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(971, 1_000));
      assertThat(reader.gapRecords()).isEqualTo(870);

      streams.add(1_001, 1_500);
      streams.trimTo(0);
      assertThat(Streams.rest(reader)).isEmpty();
      assertThat(Streams.rest(reader)).isEmpty();
      assertThat(reader.gapRecords()).isEqualTo(1_370);
    }
    assertThat(streams.warnings).hasSize(2);
    assertThat(streams.warnings.getFirst()).contains("870 entries", "870 in all");
    assertThat(streams.warnings.getLast()).contains("500 entries", "1370 in all");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entries_trimmed_while_nobody_reads_are_counted_once(boolean group) throws Exception {
    streams.add(1, 100);
    Position checkpoint = readAll(source(group), Optional.empty());
    streams.add(101, 600);
    streams.trimTo(100);
    Position afterGap = readAll(source(group), Optional.of(checkpoint));
    streams.add(601, 700);

    try (Source.Reader reader = source(group).open(Optional.of(afterGap), Rows.table())) {
      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(601, 700));
      assertThat(reader.gapRecords()).isEqualTo(400);
    }
    // Again from the older place: the same gap, not another.
    try (Source.Reader reader = source(group).open(Optional.of(checkpoint), Rows.table())) {
      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(501, 700));
      assertThat(reader.gapRecords()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deleted_entries_are_counted_too(boolean group) throws Exception {
    streams.add(1, 10);
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      streams.add(11, 20);
      server.call(Command.XDEL, Streams.STREAM, "13-0", "15-0", "20-0", "2-0");

      assertThat(Streams.rest(reader)).hasSize(7);
      assertThat(reader.gapRecords()).isEqualTo(3);
    }
  }

  @Test
  void entries_given_out_by_the_group_and_trimmed_before_they_are_read_again_are_counted()
      throws Exception {
    streams.add(1, 100);
    Position checkpoint;
    try (Source.Reader reader = streams.throughGroup().open(Optional.empty(), Rows.table())) {
      Streams.read(reader, 20);
      checkpoint = reader.position();
      Streams.rest(reader);
    }
    streams.trimTo(50);

    try (Source.Reader reader =
        streams.throughGroup().open(Optional.of(checkpoint), Rows.table())) {
      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(51, 100));
      assertThat(reader.gapRecords()).isEqualTo(30);
      reader.commit(reader.position());
      assertThat(streams.pending()).isZero();
    }
  }

  @Test
  void does_not_count_what_was_gone_before_the_first_start_as_a_gap() throws Exception {
    streams.add(1, 1_000);
    streams.trimTo(10);

    try (Source.Reader reader = streams.byPosition().open(Optional.empty(), Rows.table())) {
      assertThat(Streams.rest(reader)).hasSize(10);
      assertThat(reader.gapRecords()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_stream_that_is_another_under_the_old_name_is_read_from_its_beginning(boolean group)
      throws Exception {
    streams.add(100, 200);
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      server.call(Command.DEL, Streams.STREAM);
      streams.add(1, 30);

      assertThat(Streams.read(reader, 30)).isEqualTo(Streams.rows(1, 30, "~1"));
      streams.add(31, 40);
      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(31, 40, "~1"));
      assertThat(reader.gapRecords()).isZero();
    }
    assertThat(streams.warnings)
        .filteredOn(warning -> warning.contains("is not the one that was read"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_server_that_forgot_its_streams_is_read_from_the_beginning(boolean group) throws Exception {
    streams.add(100, 200);
    Position before;
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      before = reader.position();
      server.kill();
      server.startAgain();
      streams.add(1, 30);
      assertThat(Streams.read(reader, 30)).isEqualTo(Streams.rows(1, 30, "~1"));
    }
    // The same for one that was not there when it happened.
    List<String> rows = new ArrayList<>();
    try (Source.Reader reader = source(group).open(Optional.of(before), Rows.table())) {
      rows.addAll(Streams.read(reader, 30));
    }
    assertThat(rows).isEqualTo(Streams.rows(1, 30, "~1"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_came_of_another_stream_is_not_read_twice(boolean group) throws Exception {
    streams.add(1, 100);
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      server.call(Command.DEL, Streams.STREAM);
      // Ids of a clock: they go on growing, and the reader cannot see that all is new.
      streams.add(501, 550);
      List<String> rows = new ArrayList<>(Streams.read(reader, 50));
      streams.add(551, 600);
      rows.addAll(Streams.read(reader, 50));
      rows.addAll(Streams.rest(reader));

      assertThat(rows.stream().map(row -> row.replaceFirst("~1 ", " ")).toList())
          .isEqualTo(Streams.rows(501, 600));
      assertThat(reader.gapRecords()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_stream_that_lost_its_last_entries_goes_on_and_nothing_is_read_twice(boolean group)
      throws Exception {
    streams.add(1, 100);
    Reply copy = server.call(Command.DUMP, Streams.STREAM);
    streams.add(101, 150);
    try (Source.Reader reader = source(group).open(Optional.empty(), Rows.table())) {
      Streams.rest(reader);
      restore(copy);
      Streams.rest(reader);
      streams.add(151, 160);

      assertThat(Streams.rest(reader)).isEqualTo(Streams.rows(151, 160, "~1"));
      assertThat(reader.gapRecords()).isZero();
    }
    assertThat(streams.warnings)
        .filteredOn(warning -> warning.contains("has lost its last entries"))
        .hasSize(1);
  }

  private void restore(Reply copy) throws IOException {
    try (Link link = Link.open(server.address(), System::nanoTime)) {
      link.call(Command.DEL, Link.bytes(Streams.STREAM));
      link.call(Command.RESTORE, Link.bytes(Streams.STREAM), Link.bytes(0), copy.bytes());
    }
  }

  private static Position readAll(Source source, Optional<Position> from) throws Exception {
    try (Source.Reader reader = source.open(from, Rows.table())) {
      Streams.rest(reader);
      return reader.position();
    }
  }
}
