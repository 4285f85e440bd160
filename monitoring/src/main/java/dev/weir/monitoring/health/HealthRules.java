package dev.weir.monitoring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds measures against thresholds, one component at a time. */
final class HealthRules {

  private static final int CHECKPOINTS_DOWN = 3;
  private static final long MIB = 1 << 20;

  private final HealthSettings settings;
  private final HealthSettings.Limits limits;

  /** Seconds of waiting from which on training is down. */
  private static final double TRAINING_DOWN = 60;

  HealthRules(HealthSettings settings) {
    this.settings = settings;
    this.limits = settings.limits();
  }

  /**
   * Returns the health of each component now.
   *
   * @param running how long the service has been running
   */
  Map<String, Health> judge(Measures measures, Duration running) {
    Map<String, Health> components = new LinkedHashMap<>();
    boolean flowing = measures.queues().inputWaits() && running.compareTo(settings.grace()) >= 0;
    components.put("latency", flowing ? latency(measures) : Health.up());
    components.put("throughput", flowing ? throughput(measures) : Health.up());
    components.put("memory", memory(measures));
    components.put("errors", errors(measures));
    components.put("input-queue", queue("input", measures.queues().inputFill()));
    components.put("output-queue", queue("output", measures.queues().outputFill()));
    components.put("training", training(measures));
    components.put("checkpoints", checkpoints(measures));
    return components;
  }

  private Health latency(Measures measures) {
    double p99 = measures.flow().latency().p99();
    return p99 <= limits.maxLatency().toNanos()
        ? Health.up()
        : new Health.Degraded(
            "the 99th percentile of latency is %.0f ms, above %d ms"
                .formatted(p99 / 1e6, limits.maxLatency().toMillis()));
  }

  private Health throughput(Measures measures) {
    return measures.flow().throughput() >= limits.minThroughput()
        ? Health.up()
        : new Health.Degraded(
            "%.1f records/s while input waits, below %.1f"
                .formatted(measures.flow().throughput(), limits.minThroughput()));
  }

  private Health memory(Measures measures) {
    return measures.heap() <= limits.maxMemory()
        ? Health.up()
        : new Health.Degraded(
            "%d MiB of heap in use after a collection, above %d MiB"
                .formatted(measures.heap() / MIB, limits.maxMemory() / MIB));
  }

  private Health errors(Measures measures) {
    return measures.errors().rate() <= limits.maxErrorRate()
        ? Health.up()
        : new Health.Degraded(
            "%.1f %% errors in the last minute, above %.1f %%"
                .formatted(100 * measures.errors().rate(), 100 * limits.maxErrorRate()));
  }

  private Health queue(String which, double fill) {
    return fill < limits.queueFull()
        ? Health.up()
        : new Health.Degraded("the %s queue is %.0f %% full".formatted(which, 100 * fill));
  }

  private static Health training(Measures measures) {
    if (measures.waiting().series() == 0) {
      return Health.up();
    }
    String reason =
        "%d series wait for a fit or a drift check, for %.0f s"
            .formatted(measures.waiting().series(), measures.waiting().seconds());
    return measures.waiting().seconds() < TRAINING_DOWN
        ? new Health.Degraded(reason)
        : new Health.Down(reason + "; more cores, or a larger refit-lag, give it time");
  }

  private static Health checkpoints(Measures measures) {
    int failed = measures.checkpoints().failed();
    if (failed == 0) {
      return Health.up();
    }
    String which = failed == 1 ? "checkpoint" : failed + " checkpoints";
    String reason =
        "the last %s could not be saved: %s; make space, or see to it that the directory can be written"
            .formatted(which, measures.checkpoints().failure());
    return failed < CHECKPOINTS_DOWN ? new Health.Degraded(reason) : new Health.Down(reason);
  }
}
