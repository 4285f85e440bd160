package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.set.SeriesFrom;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.settings.SettingsTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoriesTest extends SettingsTest {

  @Test
  void there_is_none_by_default() throws Exception {
    assertThat(settings("weir.sources = [{ type = stdin }]").sources())
        .allMatch(SourceSettings.Stdin.class::isInstance);
  }

  @Test
  void its_records_are_like_those_of_the_source() throws Exception {
    SourceSettings source =
        settings(
                """
                weir.sources = [{ type = redis-streams, name = sensors, streams = [s]
                  record { field = f, series = who, time = at, values = [v], label = bad }
                  history { path = "in/*.jsonl" } }]
                """)
            .sources()
            .getFirst();

    assertThat(source.name()).isEqualTo("sensors/s");
    assertThat(source.plain()).isInstanceOf(SourceSettings.RedisStream.class);
    assertThat(((SourceSettings.WithHistory) source).history())
        .isEqualTo(
            new FileSettings(
                "in/*.jsonl",
                false,
                new Setup(
                    Optional.empty(),
                    Optional.empty(),
                    1 << 20,
                    new RecordSettings("at", "who", "bad", List.of("v"), "sensors"),
                    Layout.PLAIN),
                SeriesFrom.SOURCE));
  }

  @Test
  void has_every_value_from_the_file() throws Exception {
    SourceSettings source =
        settings(
                """
                weir.sources = [{ type = simulator, name = s, history {
                  path = "past.txt", format = csv, separator = ";", longest-line = 2 KiB
                  record { time = at, series = who, label = bad, values = [a, b] } } }]
                """)
            .sources()
            .getFirst();

    assertThat(((SourceSettings.WithHistory) source).history())
        .isEqualTo(
            new FileSettings(
                "past.txt",
                false,
                new Setup(
                    Optional.of(LineFormat.CSV),
                    Optional.of(';'),
                    2048,
                    new RecordSettings("at", "who", "bad", List.of("a", "b"), "s"),
                    Layout.PLAIN),
                SeriesFrom.SOURCE));
  }

  @Test
  void has_a_series_for_each_file_where_the_source_has() throws Exception {
    String text =
        """
        weir.sources = [
          { type = file, name = a, path = "in/*.csv", follow = true, history.path = "past/*.csv" }
          { type = file, name = b, path = "in.csv", follow = true, history.path = "past/*.csv" }
          { type = file, name = c, path = "in/*.csv", follow = true, series-from = source
            history.path = "past/*.csv" }]
        """;

    assertThat(settings(text).sources())
        .extracting(source -> ((SourceSettings.WithHistory) source).history().seriesFrom())
        .containsExactly(SeriesFrom.AUTO, SeriesFrom.SOURCE, SeriesFrom.SOURCE);
  }

  @Test
  void says_everything_that_is_wrong_with_it() {
    assertThat(
            problems(
                """
                weir.sources = [{ type = redis-streams, streams = [a, b]
                  history { path = "x.csv", formt = csv, separator = "" } }]
                """))
        .anyMatch(problem -> problem.contains("history.path would be learnt by each of 2 streams"))
        .anyMatch(problem -> problem.contains("formt") && problem.contains("format"))
        .anyMatch(problem -> problem.contains("separator"));
  }

  @Test
  void refuses_a_history_that_is_also_written() {
    assertThat(
            problems(
                """
                weir.sources = [{ type = stdin, history { path = "out/d.jsonl" } }]
                weir.sinks = [{ type = file, path = "out/d.jsonl" }]
                """))
        .anyMatch(problem -> problem.contains("reads the file that"));
  }

  @Test
  void two_sources_of_standard_input_are_found_behind_it() {
    assertThat(
            problems(
                """
                weir.sources = [{ type = stdin, name = a, history { path = "x.csv" } }
                                { type = stdin, name = b }]
                """))
        .anyMatch(problem -> problem.contains("only one of type stdin"));
  }
}
