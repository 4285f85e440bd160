package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Severity;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.engine.EngineSettings;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSettingsTest extends SettingsTest {

  @Test
  void has_its_defaults() throws Exception {
    SeriesRules rules =
        new SeriesRules(
            256,
            1000,
            500,
            Optional.of(new DriftTest(DriftTest.Kind.KS, 500, 0.1)),
            DriftAction.RETRAIN,
            new IncidentRule(60, new Severity.Bands(0.7, 0.9)),
            3);

    assertThat(SeriesRules.DEFAULT).isEqualTo(rules);
    assertThat(settings("").engine())
        .isEqualTo(
            new EngineSettings(
                new EngineSettings.Queues(10_000, 5_000, 100, true),
                4,
                new EngineSettings.Limits(1_000_000, Heap.ofThisProcess().usualForStates()),
                rules,
                new EngineSettings.Checkpoints(Duration.ofSeconds(10), Duration.ofSeconds(60))));
  }

  @Test
  void takes_every_value_from_the_file() throws Exception {
    String text =
        """
        weir.engine {
          input-queue-size = 300
          output-queue-size = 200
          batch-size = 50
          coalesce = false
          processing-workers = 2
          train-after = 64
          model-update-frequency = 400
          refit-lag = 20
          drift-check-frequency = 30
          drift-test = page-hinkley
          false-drifts-per-million = 5
          drift-action = renew
          max-memory-usage = 2 MiB
          max-series = 7
          quarantine-after = 9
        }
        weir.incidents { quiet-records = 4, warning = 0.6, critical = 0.8 }
        weir.checkpointing { every = 3s, timeout = 4s }
        """;
    SeriesRules rules =
        new SeriesRules(
            64,
            400,
            20,
            Optional.of(new DriftTest(DriftTest.Kind.PAGE_HINKLEY, 30, 5)),
            DriftAction.RENEW,
            new IncidentRule(4, new Severity.Bands(0.6, 0.8)),
            9);

    assertThat(settings(text).engine())
        .isEqualTo(
            new EngineSettings(
                new EngineSettings.Queues(300, 200, 50, false),
                2,
                new EngineSettings.Limits(7, 2L << 20),
                rules,
                new EngineSettings.Checkpoints(Duration.ofSeconds(3), Duration.ofSeconds(4))));
  }

  @Test
  void refuses_values_that_make_no_sense_each_with_its_place() {
    String text =
        """
        weir.engine {
          input-queue-size = 0
          coalesce = perhaps
          processing-workers = 4.5
          train-after = 1
          refit-lag = 1001
          drift-check-frequency = 9
          false-drifts-per-million = NaN
          drift-action = panic
          max-memory-usage = much
          quarantine-after = []
        }
        weir.incidents { warning = 0.4, critical = 0.3 }
        """;

    assertThat(problems(text))
        .contains(
            "weir.conf:2: weir.engine.input-queue-size must be 1 to 100000000, and is 0",
            "weir.conf:3: weir.engine.coalesce must be true or false, and is 'perhaps'",
            "weir.conf:4: weir.engine.processing-workers must be a whole number, and is '4.5'",
            "weir.conf:5: weir.engine.train-after must be 2 to 100000000, and is 1",
            "weir.conf:6: weir.engine.refit-lag must be at most model-update-frequency, 1000, and"
                + " is 1001",
            "weir.conf:7: weir.engine.drift-check-frequency must be 0 or at least 10, and is 9",
            "weir.conf:9: weir.engine.drift-action must be one of retrain, renew, none, and is"
                + " 'panic'",
            "weir.conf:10: weir.engine.max-memory-usage must be auto or a size such as 64"
                + " MiB, and is 'much'",
            "weir.conf:11: weir.engine.quarantine-after must be a whole number, and is a list",
            "weir.conf:13: weir.incidents.warning must be 0.5 to 1.0, and is 0.4",
            "weir.conf:13: weir.incidents.critical must be 0.5 to 1.0, and is 0.3")
        .anyMatch(problem -> problem.contains("weir.conf:8: weir.engine.false-drifts-per-million"));
  }

  @Test
  void a_batch_must_fit_both_queues() {
    assertThat(problems("weir.engine { batch-size = 5001 }"))
        .containsExactly(
            "weir.conf:1: weir.engine.batch-size must fit both queues, of 10000 and 5000 records,"
                + " and is 5001");
    assertThat(problems("weir {\n engine {\n input-queue-size = 99 } }"))
        .as("placed where something is set, not where the default is")
        .containsExactly(
            "weir.conf:3: weir.engine.batch-size must fit both queues, of 99 and 5000 records,"
                + " and is 100");
  }

  @Test
  void no_drift_check_and_no_action_can_be_asked_for() throws Exception {
    SeriesRules rules =
        settings("weir.engine { drift-check-frequency = 0, drift-action = none }").engine().rules();

    assertThat(rules.drift()).isEmpty();
    assertThat(rules.driftAction()).isEqualTo(DriftAction.NONE);
  }

  @Test
  void the_ten_settings_of_the_notebook_have_their_defaults() throws Exception {
    WeirSettings settings = settings("");

    assertThat(settings.engine().queues().input()).isEqualTo(10_000);
    assertThat(settings.engine().queues().output()).isEqualTo(5_000);
    assertThat(settings.engine().queues().batch()).isEqualTo(100);
    assertThat(settings.engine().workers()).isEqualTo(4);
    assertThat(settings.engine().rules().refitEvery()).isEqualTo(1_000);
    assertThat(settings.engine().rules().drift().orElseThrow().every()).isEqualTo(500);
    assertThat(settings.health()).as("performance-monitoring").isPresent();
    assertThat(settings.alerting()).as("alerting-enabled").isPresent();
    assertThat(settings.checkpoints()).as("model-checkpointing").isPresent();
    assertThat(settings.engine().limits().stateBytes())
        .as("half of the heap, 1024 MiB of what bin/weir gives")
        .isEqualTo(Heap.ofThisProcess().usualForStates());
  }

  @Test
  void what_is_switched_off_is_not_there() throws Exception {
    WeirSettings settings =
        settings(
            """
            weir.engine {
              performance-monitoring = false
              alerting-enabled = off
              model-checkpointing = no
            }
            """);

    assertThat(settings.health()).isEmpty();
    assertThat(settings.alerting()).isEmpty();
    assertThat(settings.checkpoints()).isEmpty();
  }
}
