package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.text.DetectionJson.Fields;
import dev.weir.settings.SettingsTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Sinks, as a file sets them. */
class SinkReaderTest extends SettingsTest {
  @Test
  void have_their_defaults() throws Exception {
    assertThat(settings("").sinks()).containsExactly(new SinkSettings.Log(100));
    assertThat(settings("weir.sinks = [{ type = file, path = o }, { type = stdout }]").sinks())
        .containsExactly(
            new SinkSettings.File(Path.of("o"), Only.ALL, Fields.VERDICT),
            new SinkSettings.Stdout(Only.ALL, Fields.VERDICT));
    assertThat(settings("weir.sinks = []").sinks()).isEmpty();
  }

  @Test
  void take_every_value_from_the_file() throws Exception {
    String text =
        """
        weir.sinks = [{ type = log, lines-per-second = 7 }
          { type = file, path = o, only = anomalies, forecast = true }
          { type = stdout, only = anomalies, forecast = true }]
        """;

    assertThat(settings(text).sinks())
        .containsExactly(
            new SinkSettings.Log(7),
            new SinkSettings.File(Path.of("o"), Only.ANOMALIES, Fields.VERDICT_AND_FORECAST),
            new SinkSettings.Stdout(Only.ANOMALIES, Fields.VERDICT_AND_FORECAST));
  }

  @Test
  void refuse_values_that_make_no_sense() {
    String text =
        """
        weir.sinks = [{ type = log, lines-per-second = 0 }, { type = file, only = some }
          { type = stdout, path = x }]
        """;

    assertThat(problems(text))
        .containsExactlyInAnyOrder(
            "weir.conf:1: weir.sinks[0].lines-per-second must be 1 to 1000000, and is 0",
            "weir.conf:1: weir.sinks[1].path must not be empty",
            "weir.conf:1: weir.sinks[1].only must be one of all, anomalies, and is 'some'",
            "weir.conf:2: there is no setting 'weir.sinks[2].path'");
  }
}
