package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.health.HealthSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings of health: defaults, values from the file, bad values. */
class HealthSettingsTest extends SettingsTest {

  @Test
  void has_its_defaults() throws Exception {
    assertThat(settings("").health())
        .contains(
            new HealthSettings(
                new HealthSettings.Limits(
                    Duration.ofSeconds(1),
                    10,
                    2048L << 20,
                    0.05,
                    0.5,
                    Optional.of(Duration.ofMinutes(15)),
                    0.9),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1)));
  }

  @Test
  void takes_every_value_from_the_file() throws Exception {
    String text =
        """
        weir.health {
          max-latency = 250ms, min-throughput = 7.5, max-memory = 1 GiB, max-error-rate = 0.5
          max-unscored-rate = 0.75, max-source-silence = off
          queue-full = 0.25, grace = 0s, resolve-after = 2m, summary-every = 1 minute
        }
        """;

    assertThat(settings(text).health())
        .contains(
            new HealthSettings(
                new HealthSettings.Limits(
                    Duration.ofMillis(250), 7.5, 1L << 30, 0.5, 0.75, Optional.empty(), 0.25),
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofMinutes(1)));
  }

  @Test
  void refuses_values_that_make_no_sense() {
    String text =
        """
        weir.health { max-latency = soon, min-throughput = -1, max-memory = 0
          max-error-rate = 1.5, queue-full = 0, grace = -1s, summary-every = 1ms
          max-unscored-rate = 0, resolve-after = -1s }
        """;

    assertThat(problems(text))
        .containsExactly(
            "weir.conf:1: weir.health.max-latency must be a duration such as 10s, and is 'soon'",
            "weir.conf:1: weir.health.min-throughput must be 0.0 to 1.0E12, and is -1.0",
            "weir.conf:1: weir.health.max-memory must be at least 1, and is 0",
            "weir.conf:2: weir.health.max-error-rate must be 1.0E-9 to 1.0, and is 1.5",
            "weir.conf:3: weir.health.max-unscored-rate must be 1.0E-9 to 1.0, and is 0.0",
            "weir.conf:2: weir.health.queue-full must be 0.01 to 1.0, and is 0.0",
            "weir.conf:2: weir.health.grace must be at least 0 ms, and is -1000 ms",
            "weir.conf:3: weir.health.resolve-after must be at least 0 ms, and is -1000 ms",
            "weir.conf:2: weir.health.summary-every must be at least 100 ms, and is 1 ms");
  }
}
