package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.Rows;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import dev.weir.engine.SourceRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisReadAsItComesTest {

  @TempDir Path directory;

  private final List<String> notes = new ArrayList<>();
  private final List<String> decisions = new ArrayList<>();
  private final DecisionLog log =
      new DecisionLog() {
        @Override
        public List<String> read() {
          return List.copyOf(decisions);
        }

        @Override
        public void append(String decision) {
          decisions.add(decision);
        }

        @Override
        public void replace(List<String> others) {
          throw new UnsupportedOperationException();
        }
      };
  private RedisServer server;
  private Streams streams;
  private Optional<Position> saved = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(directory, RedisServer.FORGETFUL);
    streams = new Streams(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Source source() {
    return ((RedisSource) streams.byPosition()).deciding(log, notes::add);
  }

  /** Reads up to so many records from the saved place, and saves the place behind them. */
  private List<String> read(Source source, int most) throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(10, 1);
    try (Source.Reader reader = source.open(saved, Rows.table())) {
      for (int idle = 0; idle < 5 && rows.size() < most; ) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        reader.poll(batch, Math.min(10, most - rows.size()), Duration.ofMillis(1));
        rows.addAll(Rows.of(batch));
        idle = batch.size() > 0 ? 0 : idle + 1;
      }
      saved = Optional.of(new Position(reader.position().value()));
    }
    // Ids differ from run to run.
    return rows.stream().map(row -> row.substring(row.indexOf(' ') + 1)).toList();
  }

  private void add(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      streams.append("ts", "" + (1772323200 + i), "host", "h" + i % 2, "temp", "" + i);
    }
  }

  @Test
  void the_first_entry_with_a_time_says_how_entries_are_read() throws Exception {
    add(0, 3);
    assertThat(read(source(), 10))
        .containsExactly(
            "h0 2026-03-01T00:00:00Z [0.0] NONE",
            "h1 2026-03-01T00:00:01Z [1.0] NONE",
            "h0 2026-03-01T00:00:02Z [2.0] NONE");
    assertThat(notes).containsExactly("reads time 'ts' as epoch-s, series 'host', value 'temp'");
  }

  @Test
  void what_is_read_again_is_read_as_it_was_also_in_front_of_the_decision() throws Exception {
    streams.append("temp", "7");
    streams.append("temp", "8");
    add(0, 4);
    List<String> all = read(source(), 10);
    assertThat(all).hasSize(6).last().isEqualTo("h1 2026-03-01T00:00:03Z [3.0] NONE");
    assertThat(decisions).hasSize(2);
    for (int stop = 1; stop < 6; stop++) {
      saved = Optional.empty();
      List<String> again = new ArrayList<>(read(source(), stop));
      again.addAll(read(source(), 10));
      assertThat(again).as("stopped behind %d".formatted(stop)).isEqualTo(all);
    }
    assertThat(decisions).hasSize(2);
  }

  @Test
  void an_object_in_a_field_decides_as_well() throws Exception {
    streams.json("data", RecordSettings.usual("sensors"));
    streams.append("data", "{\"at\":\"2026-03-01 00:00:00\",\"m\":{\"temp\":\"3.5\"}}");
    assertThat(read(source(), 10)).containsExactly("sensors 2026-03-01T00:00:00Z [3.5] NONE");
  }

  @Test
  void a_stream_that_an_earlier_build_has_read_is_read_on_as_it_was() throws Exception {
    add(0, 2);
    List<String> before = read(streams.byPosition(), 1);
    List<String> after = read(source(), 10);
    assertThat(before).singleElement().asString().contains("sensors", "1.7723232E9");
    assertThat(after).singleElement().asString().contains("sensors", "1.772323201E9");
    assertThat(decisions).isEmpty();
  }

  @Test
  void what_one_entry_cannot_tell_is_refused() throws Exception {
    streams.append("when", "01/02/2026 00:00", "temp", "1");
    assertThatThrownBy(() -> read(source(), 10))
        .isInstanceOf(SourceRefusedException.class)
        .hasMessageContaining("record.time-format");
    saved = Optional.empty();
    streams.record(
        new RecordSettings(
            new dev.weir.connectors.text.value.TimeSettings(List.of(), "d/M/yyyy H:mm", ""),
            List.of(),
            "",
            List.of(),
            List.of(),
            dev.weir.connectors.text.value.NumberSettings.USUAL,
            "sensors"));
    assertThat(read(source(), 10)).containsExactly("sensors 2026-02-01T00:00:00Z [1.0] NONE");
  }
}
