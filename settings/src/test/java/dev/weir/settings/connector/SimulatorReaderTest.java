package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.settings.SettingsTest;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Simulators, as a file sets them. */
class SimulatorReaderTest extends SettingsTest {
  @Test
  void has_its_defaults() throws Exception {
    SimulatorSettings defaults = SimulatorSettings.defaults();
    SourceSettings.Simulated source =
        (SourceSettings.Simulated)
            settings("weir.sources = [{ type = simulator }]").sources().getFirst();

    assertThat(source.name()).isEqualTo("simulator");
    assertThat(source.rate()).isEqualTo(1000);
    assertThat(source.settings())
        .usingRecursiveComparison()
        .ignoringFields("season", "missing", "drift")
        .isEqualTo(defaults);
    assertThat(source.settings().drift()).isEqualTo(new SimulatorSettings.Drift(0, 2, 1));
    assertThat(source.settings().season()).isEqualTo(new SimulatorSettings.Season(0, 2));
    assertThat(source.settings().missing()).isEqualTo(new SimulatorSettings.Missing(0, 20));
  }

  @Test
  void takes_every_value_from_the_file() throws Exception {
    String text =
        """
        weir.sources = [{ type = simulator, name = s, rate = max, count = 9, series = 2
          features = 3, anomaly-rate = 0.5, seed = -1, anomalies = [scale, outlier]
          start = "2027-01-01T00:00:00Z", interval = 5ms
          drift { after = 1, size = 3, over = 4 }, season { period = 5, amplitude = 6 }
          missing { rate = 0.1, length = 7 } }]
        """;

    assertThat(settings(text).sources())
        .containsExactly(
            new SourceSettings.Simulated(
                "s",
                new SimulatorSettings(
                    9,
                    2,
                    3,
                    0.5,
                    -1,
                    SimulatorSettings.Pattern.NORMAL,
                    EnumSet.of(Anomaly.SCALE, Anomaly.OUTLIER),
                    new SimulatorSettings.Drift(1, 3, 4),
                    new SimulatorSettings.Season(5, 6),
                    new SimulatorSettings.Missing(0.1, 7),
                    Instant.parse("2027-01-01T00:00:00Z"),
                    5_000_000),
                Double.POSITIVE_INFINITY));
  }

  @Test
  void refuses_values_that_make_no_sense() {
    String text =
        """
        weir.sources = [{ type = simulator, name = "a/b", rate = fast, count = -1, series = 0
          features = 0, anomaly-rate = 2, seed = x, pattern = odd, anomalies = [shrink]
          start = yesterday, interval = 0s, drift { over = 0 }, season { period = -1 }
          missing { rate = 2, lenght = 3 } }]
        """;

    assertThat(problems(text))
        .hasSize(15)
        .contains(
            "weir.conf:1: weir.sources[0].name must be 1 to 100 letters, digits, blanks or . _ -",
            "weir.conf:1: weir.sources[0].rate must be a number, and is 'fast'",
            "weir.conf:2: weir.sources[0].anomalies must be one of shift, scale, outlier, and is"
                + " 'shrink'",
            "weir.conf:3: weir.sources[0].start must be an instant such as 2026-01-01T00:00:00Z",
            "weir.conf:4: there is no setting 'weir.sources[0].missing.lenght'; did you mean"
                + " 'length'?");
  }
}
