package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.stdin.StdinSource;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import dev.weir.engine.SourceWithHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read before a source. */
class SourceWithHistoryTest {

  @TempDir Path directory;

  @Nested
  class BeforeFiles extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return new SourceWithHistory(files("past", 15), files("present", 12));
    }
  }

  @Nested
  class BeforeASimulator extends SourceContract {
    @Override
    protected Source source() throws IOException {
      return new SourceWithHistory(files("past", 15), simulator(12));
    }
  }

  @Test
  void before_anything_was_read_it_stands_at_the_beginning_of_the_history() throws Exception {
    Source source = new SourceWithHistory(files("past", 3), simulator(2));
    try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
      assertThat(Rows.read(source, Optional.of(reader.position()), 10)).hasSize(5);
    }
  }

  @Test
  void one_without_records_is_passed_over() throws Exception {
    Source source = new SourceWithHistory(files("past", 0), simulator(25));

    assertThat(Rows.read(source, Optional.empty(), 10))
        .isEqualTo(Rows.read(simulator(25), Optional.empty(), 10))
        .hasSize(25);
  }

  @Test
  void places_in_the_source_are_its_own() throws Exception {
    Source source = new SourceWithHistory(files("past", 3), files("present", 2));

    assertThat(positions(Rows.read(source, Optional.empty(), 10)))
        .containsExactly(
            "history:past.csv:2",
            "history:past.csv:3",
            "history:past.csv:4",
            "present.csv:2",
            "present.csv:3");
  }

  @Test
  void a_place_in_the_source_alone_is_behind_the_history() throws Exception {
    Source alone = files("present", 4);
    Position place;
    try (Source.Reader reader = alone.open(Optional.empty(), Rows.table())) {
      Rows.read(reader, 2);
      place = reader.position();
    }
    Source source = new SourceWithHistory(files("past", 3), alone);

    assertThat(Rows.read(source, Optional.of(place), 10))
        .isEqualTo(Rows.read(alone, Optional.of(place), 10));
    assertThat(source.isBehind(place, new Position("history:anything"))).isTrue();
    assertThat(source.isBehind(new Position("history:anything"), place)).isFalse();
  }

  @Test
  void what_cannot_be_read_again_begins_anew_without_the_history() throws Exception {
    Source stdin =
        new StdinSource(
            "in",
            new TextSettings(
                LineFormat.CSV, ',', TextSettings.LONGEST_LINE, RecordSettings.usual("in")),
            new ByteArrayInputStream("t,v\n1,5\n".getBytes(StandardCharsets.UTF_8)));
    Source source = new SourceWithHistory(files("past", 3), stdin);

    Optional<Position> next = source.resumeAt(new Position("17"));

    assertThat(positions(Rows.read(source, next, 10))).containsExactly("2");
    assertThat(source.resumeAt(new Position("history:x"))).hasValue(new Position("history:x"));
  }

  private static List<String> positions(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.indexOf(' '))).toList();
  }

  private Source files(String name, int rows) throws IOException {
    StringBuilder text = new StringBuilder("timestamp,v\n");
    for (int i = 0; i < rows; i++) {
      text.append("2026-01-01T00:00:%02dZ,%d%n".formatted(i, i));
    }
    Path file = Files.writeString(directory.resolve(name + ".csv"), text);
    FileSettings settings =
        new FileSettings(
            file.toString(),
            false,
            Optional.empty(),
            ',',
            TextSettings.LONGEST_LINE,
            RecordSettings.usual("boiler"));
    return new FileSource("boiler", settings, duration -> {}, warning -> {}, DecisionLog.none());
  }

  private static Source simulator(long count) {
    SimulatorSettings d = SimulatorSettings.defaults();
    return new Simulator("made-up", counted(d, count), Double.POSITIVE_INFINITY, System::nanoTime);
  }

  private static SimulatorSettings counted(SimulatorSettings like, long count) {
    return new SimulatorSettings(
        count,
        like.series(),
        like.features(),
        like.anomalyRate(),
        like.seed(),
        like.pattern(),
        like.kinds(),
        like.drift(),
        like.season(),
        like.missing(),
        like.start(),
        like.intervalNanos());
  }
}
