package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.settings.SettingsTest;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How records are written, as a source says it. */
class TextEntriesTest extends SettingsTest {

  @Test
  void say_how_records_are_written() throws Exception {
    String text =
        """
        weir.sources = [{ type = stdin, format = csv, skip-lines = 2, comment = "#"
          charset = windows-1252, record { time = [Date, Time], time-format = "d.M.yyyy H:mm"
            time-zone = Europe/Berlin, series = [host, metric], columns = [a, b], decimal = ","
            missing = [bad, -999], missing-in { "a.b" = [-1] }, units { "p [W]" = W } } }]
        """;

    Setup settings = ((SourceSettings.Stdin) settings(text).sources().getFirst()).setup();

    assertThat(settings.layout()).isEqualTo(new Layout(2, "#", Charset.forName("windows-1252")));
    assertThat(settings.record())
        .isEqualTo(
            new RecordSettings(
                new TimeSettings(List.of("Date", "Time"), "d.M.yyyy H:mm", "Europe/Berlin"),
                List.of("host", "metric"),
                "",
                List.of(),
                List.of("a", "b"),
                new NumberSettings(
                    ",",
                    new Missing(List.of("bad"), List.of(-999.0), Map.of("a.b", List.of(-1.0))),
                    Map.of("p [W]", "W")),
                "stdin"));
  }

  @Test
  void refuse_what_times_and_numbers_are_never_written_as() {
    String text =
        """
        weir.sources = [{ type = stdin, charset = none, record { time-format = "HH:mm"
          time-zone = Nowhere, decimal = ";", missing-in { a = [x] } } }]
        """;

    assertThat(problems(text))
        .hasSize(5)
        .anyMatch(it -> it.contains("charset must be auto or a name"))
        .anyMatch(it -> it.contains("record.time-format 'HH:mm' is not one: a year, a month"))
        .anyMatch(it -> it.contains("record.time-zone 'Nowhere' is not one"))
        .anyMatch(it -> it.contains("record.decimal must be"))
        .anyMatch(it -> it.contains("record.missing-in must hold numbers, and 'x'"));
  }

  @Test
  void refuse_a_character_set_whose_lines_cannot_be_cut_and_columns_where_fields_have_names() {
    String text =
        """
        weir.sources = [{ type = stdin, charset = UTF-16 }
          { type = redis-streams, streams = [s], record { columns = [a] } }]
        """;

    assertThat(problems(text))
        .hasSize(2)
        .anyMatch(it -> it.contains("charset must be UTF-8 or have one byte"))
        .anyMatch(it -> it.contains("record.columns is for CSV without a header"));
  }
}
