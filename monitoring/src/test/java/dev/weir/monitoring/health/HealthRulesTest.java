package dev.weir.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.Latency;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthRulesTest {

  private static final HealthSettings SETTINGS =
      new HealthSettings(
          new HealthSettings.Limits(
              Duration.ofSeconds(1), 10, 2L << 30, 0.05, 0.5, Optional.empty(), 0.9),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));
  private static final Duration LONG = Duration.ofMinutes(5);

  private final HealthRules judge = new HealthRules(SETTINGS);

  @Test
  void an_idle_service_is_up() {
    assertThat(judge.judge(measures(0, 0, 0, false, 0, 0), LONG).values())
        .allMatch(Health.Up.class::isInstance);
  }

  @Test
  void slowness_is_judged_only_while_input_waits_and_after_the_grace() {
    Measures slow = measures(5, 2e9, 0, true, 0.5, 0);

    assertThat(judge.judge(slow, LONG).get("latency").reason()).contains("2000 ms, above 1000 ms");
    assertThat(judge.judge(slow, LONG).get("throughput").reason()).contains("5.0 records/s");
    assertThat(judge.judge(slow, Duration.ofSeconds(9)).get("latency").rank()).isZero();
    Measures idle = measures(5, 2e9, 0, false, 0.5, 0);
    assertThat(judge.judge(idle, LONG).get("latency").rank()).isZero();
    assertThat(judge.judge(idle, LONG).get("throughput").rank()).isZero();
  }

  @Test
  void each_threshold_has_its_reason() {
    Measures bad =
        new Measures(
            new Measures.Flow(1, 1_000, new Latency.Summary(1_000, 0, 0, 0, 0)),
            new Measures.Errors(100, 1_000),
            new Measures.Queues(true, 0.95, 0.91),
            3L << 30,
            new Measures.Waiting(7, 2.5),
            new Measures.Checkpoints(1, "disk: No space left on device"));
    Map<String, Health> health = judge.judge(bad, LONG);

    assertThat(health.get("memory").reason()).contains("3072 MiB").contains("2048 MiB");
    assertThat(health.get("errors").reason()).contains("10.0 %").contains("5.0 %");
    assertThat(health.get("input-queue").reason()).contains("95 % full");
    assertThat(health.get("output-queue").reason()).contains("91 % full");
    assertThat(health.get("training").reason()).contains("7 series");
    assertThat(health.get("checkpoints").state()).isEqualTo("degraded");
    assertThat(health.get("checkpoints").reason())
        .contains("checkpoint could not be saved: disk: No space left on device", "make space");
    assertThat(health.get("latency").state()).isEqualTo("up");
  }

  @Test
  void three_checkpoints_that_fail_are_down() {
    Measures failing =
        new Measures(
            new Measures.Flow(1, 0, new Latency.Summary(0, 0, 0, 0, 0)),
            new Measures.Errors(0, 0),
            new Measures.Queues(false, 0, 0),
            0,
            new Measures.Waiting(0, 0),
            new Measures.Checkpoints(3, ""));

    assertThat(judge.judge(failing, LONG).get("checkpoints").state()).isEqualTo("down");
  }

  @Test
  void series_that_wait_for_a_minute_are_down() {
    assertThat(training(59).state()).isEqualTo("degraded");
    assertThat(training(60).state()).isEqualTo("down");
    assertThat(training(60).reason()).contains("7 series wait", "60 s", "refit-lag");
  }

  private Health training(double seconds) {
    Latency.Summary none = new Latency.Summary(0, 0, 0, 0, 0);
    Measures waiting =
        new Measures(
            new Measures.Flow(1, 0, none),
            new Measures.Errors(0, 0),
            new Measures.Queues(false, 0, 0),
            0,
            new Measures.Waiting(7, seconds),
            new Measures.Checkpoints(0, ""));
    return judge.judge(waiting, LONG).get("training");
  }

  @Test
  void nearly_all_of_the_heap_is_a_reason_whatever_the_threshold() {
    assertThat(SETTINGS.within(1_000_000).limits().maxMemory()).isEqualTo(900_000);
    assertThat(SETTINGS.within(1L << 40).limits().maxMemory())
        .isEqualTo(SETTINGS.limits().maxMemory());
  }

  @Test
  void a_single_error_does_not_make_it_unhealthy_for_ever() {
    assertThat(judge.judge(measures(1_000, 0, 1, true, 0, 0), LONG).get("errors").rank()).isZero();
  }

  private static Measures measures(
      long records, double p99, long errors, boolean waits, double input, double output) {
    return new Measures(
        new Measures.Flow(1, records, new Latency.Summary(records, p99, p99, p99, p99)),
        new Measures.Errors(errors, records),
        new Measures.Queues(waits, input, output),
        0,
        new Measures.Waiting(0, 0),
        new Measures.Checkpoints(0, ""));
  }
}
