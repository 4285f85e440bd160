package dev.weir.monitoring.health;

import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches everything against thresholds, once a second: says when a component's state changes and
 * why, and sums up from time to time. A state changes only after it was seen several times in a
 * row, and changes back by itself.
 */
public final class HealthMonitor extends AbstractMatchingBehavior<HealthMonitor.Command> {

  public sealed interface Command {}

  /** A component says how it is; it stays so until it says otherwise. */
  public record Report(String component, Health health) implements Command {}

  /** Say how everything is. */
  public record Ask(ActorRef<HealthReport> replyTo) implements Command {}

  private enum Tick implements Command {
    JUDGE,
    SUMMARY
  }

  /** A component's state changed. */
  public record Changed(String component, Health before, Health health, Instant at) {}

  /**
   * What a monitor needs.
   *
   * @param inputQueue capacity of the input queue, in records
   * @param outputQueue capacity of the output queue, in records
   * @param heapAfterCollection bytes
   * @param listener told of every change
   */
  public record Setup(
      HealthSettings settings,
      Monitor monitor,
      long inputQueue,
      long outputQueue,
      LongSupplier heapAfterCollection,
      InstantSource clock,
      LongSupplier nanoTime,
      ActorRef<Changed> listener) {}

  private static final Logger LOG = LoggerFactory.getLogger("weir.health");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TIMES = 3;

  private final Setup setup;
  private final Judge judge;
  private final Gauge gauge;
  private final Map<String, Steady> components = new LinkedHashMap<>();
  private final long startedAt;

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HealthMonitor(context, setup, timers)));
  }

  private HealthMonitor(
      ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.judge = new Judge(setup.settings());
    this.gauge =
        new Gauge(
            setup.monitor(), setup.inputQueue(), setup.outputQueue(), setup.heapAfterCollection());
    this.startedAt = setup.nanoTime().getAsLong();
    gauge.read(startedAt);
    timers.startTimerAtFixedRate(Tick.JUDGE, SECOND);
    timers.startTimerAtFixedRate(Tick.SUMMARY, setup.settings().summaryEvery());
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Report(String component, Health health) -> observe(component, health, 1);
      case Ask(ActorRef<HealthReport> replyTo) -> replyTo.tell(report());
      case Tick.JUDGE -> judge();
      case Tick.SUMMARY -> summary();
    }
    return this;
  }

  private void judge() {
    long now = setup.nanoTime().getAsLong();
    Measures measures = gauge.read(now);
    judge
        .judge(measures, Duration.ofNanos(now - startedAt))
        .forEach((component, health) -> observe(component, health, TIMES));
    setup.monitor().pipelines().forEach(this::judgeConnection);
  }

  /** A source that was never away is no component. */
  private void judgeConnection(PipelineMonitor pipeline) {
    String component = "connection of " + pipeline.pipeline();
    Optional<String> trouble = pipeline.trouble();
    if (trouble.isPresent()) {
      observe(component, new Health.Degraded(trouble.get()), TIMES);
    } else if (components.containsKey(component)) {
      observe(component, Health.up(), TIMES);
    }
  }

  private void observe(String component, Health health, int times) {
    Instant now = setup.clock().instant();
    Steady steady = components.computeIfAbsent(component, name -> new Steady(times, now));
    Instant since = steady.since();
    Health before = steady.state();
    if (steady.observe(health, now)) {
      setup.listener().tell(new Changed(component, before, health, now));
      Duration lasted = Duration.between(since, now);
      switch (health) {
        case Health.Up _ -> LOG.info("{} is up again after {}", component, text(lasted));
        case Health.Degraded(String reason) -> LOG.warn("{} is degraded: {}", component, reason);
        case Health.Down(String reason) -> LOG.error("{} is down: {}", component, reason);
      }
    }
  }

  private void summary() {
    Gauge.Summary summary = gauge.summary(setup.nanoTime().getAsLong());
    Health overall = report().overall();
    LOG.info(
        "processed={} anomalies={} throughput={}/s latency_p99={}ms lag={} state={}{}",
        summary.processed(),
        summary.anomalies(),
        "%.0f".formatted(summary.throughput()),
        "%.1f".formatted(summary.latencyP99() / 1e6),
        summary.lag(),
        overall.state(),
        overall.reason().isEmpty() ? "" : " (" + overall.reason() + ")");
  }

  private HealthReport report() {
    List<HealthReport.Component> list = new ArrayList<>();
    components.forEach((name, steady) ->
        list.add(new HealthReport.Component(name, steady.state(), steady.since())));
    Health overall =
        list.stream().map(HealthReport.Component::health).reduce(Health.up(), Health::worse);
    list.sort(Comparator.comparingInt(component -> -component.health().rank()));
    return new HealthReport(overall, list);
  }

  private static String text(Duration duration) {
    return duration.toSeconds() < 120 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }
}
