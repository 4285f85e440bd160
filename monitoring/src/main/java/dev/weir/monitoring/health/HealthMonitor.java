package dev.weir.monitoring.health;

import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Compares measurements with thresholds once a second, and takes reports of components. Logs and
 * publishes each change of a component's state with its reason, and logs a summary from time to
 * time. {@link Hysteresis} says when a state changes.
 */
public final class HealthMonitor extends AbstractMatchingBehavior<HealthMonitor.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /** A component says how it is; it stays so until it says otherwise. */
  public record Report(String component, Health health) implements Command {}

  /** Say how everything is. */
  public record Ask(ActorRef<HealthReport> replyTo) implements Command {}

  /** Sent by timers: {@code JUDGE} each second, {@code SUMMARY} as often as set. */
  enum Tick implements Command {
    JUDGE,
    SUMMARY
  }

  /**
   * A component's state changed.
   *
   * @param openedAt when it was last up, also if that was in an earlier process
   */
  public record Changed(
      String component, Health before, Health health, Instant at, Instant openedAt) {}

  /**
   * A component that was not up when an earlier process ended, or before this actor restarted.
   *
   * @param reason for its last state
   */
  public record OpenIncident(String component, String reason, Instant openedAt) {}

  /** How many records fit into the queues of all pipelines together. */
  public record QueueCapacity(long input, long output) {}

  /**
   * Holds the dependencies of a monitor.
   *
   * @param heapAfterCollection bytes
   * @param open incidents of before; read each time the actor starts
   * @param listener receives every change
   */
  public record Setup(
      HealthSettings settings,
      Monitor monitor,
      QueueCapacity queues,
      LongSupplier heapAfterCollection,
      InstantSource clock,
      LongSupplier nanoTime,
      Supplier<List<OpenIncident>> open,
      ActorRef<Changed> listener) {}

  private static final Logger LOG = LoggerFactory.getLogger("weir.health");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TIMES = 3;

  /** Not judged while something is down: they would be further alerts about the same fault. */
  private static final Set<String> CONSEQUENCES =
      Set.of("latency", "throughput", "errors", "input-queue", "output-queue");

  private final Setup setup;
  private final HealthRules judge;
  private final Gauge gauge;
  private final Map<String, Hysteresis> components = new LinkedHashMap<>();
  private final Map<String, UnscoredGauge> unscored = new HashMap<>();
  private final long startedAt;

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HealthMonitor(context, setup, timers)));
  }

  private HealthMonitor(
      ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.judge = new HealthRules(setup.settings());
    this.gauge =
        new Gauge(
            setup.monitor(),
            setup.queues().input(),
            setup.queues().output(),
            setup.heapAfterCollection());
    this.startedAt = setup.nanoTime().getAsLong();
    gauge.read(startedAt);
    setup.open().get().forEach(this::restore);
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

  /**
   * Whether it is over is not known yet: degraded, so that it does not keep the service unready.
   */
  private void restore(OpenIncident incident) {
    Health health =
        new Health.Degraded(
            "it was not up when the service was last running: " + incident.reason());
    components.put(
        incident.component(),
        Hysteresis.restored(setup.settings().resolveAfter(), health, incident.openedAt(), now()));
  }

  private void judge() {
    long now = setup.nanoTime().getAsLong();
    Measures measures = gauge.read(now);
    boolean down = components.values().stream().anyMatch(c -> c.state() instanceof Health.Down);
    judge
        .judge(measures, Duration.ofNanos(now - startedAt))
        .forEach((component, health) -> {
          if (!(down && CONSEQUENCES.contains(component))) {
            observe(component, health, TIMES);
          }
        });
    setup.monitor().pipelines().forEach(this::judgeConnection);
    setup.monitor().pipelines().forEach(this::judgeRecords);
    setup.monitor().pipelines().forEach(pipeline -> judgeSilence(pipeline, now));
    components.forEach(
        (component, hysteresis) -> change(component, hysteresis, hysteresis::elapse));
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

  /** A source of which records were always scored is no component. */
  private void judgeRecords(PipelineMonitor pipeline) {
    String component = "records of " + pipeline.pipeline();
    Health health =
        unscored
            .computeIfAbsent(
                pipeline.pipeline(),
                name -> new UnscoredGauge(setup.settings().limits().maxUnscoredRate()))
            .read(pipeline.counts());
    if (health.rank() > 0 || components.containsKey(component)) {
      observe(component, health, TIMES);
    }
  }

  /** A source that never had too long a pause is no component; one at its end is not silent. */
  private void judgeSilence(PipelineMonitor pipeline, long now) {
    Optional<Duration> most = setup.settings().limits().maxSourceSilence();
    if (most.isEmpty()) {
      return;
    }
    String component = "silence of " + pipeline.pipeline();
    boolean still = pipeline.quiet() && !pipeline.ended();
    if (still && now - pipeline.idleSince() > most.get().toNanos()) {
      String reason = "it has had no record for more than %s".formatted(text(most.get()));
      observe(component, new Health.Degraded(reason), 1);
    } else if (components.containsKey(component)) {
      observe(component, Health.up(), 1);
    }
  }

  private void observe(String component, Health health, int times) {
    Hysteresis hysteresis =
        components.computeIfAbsent(
            component, name -> new Hysteresis(setup.settings().resolveAfter(), now()));
    change(component, hysteresis, now -> hysteresis.observe(health, times, now));
  }

  private void change(String component, Hysteresis hysteresis, Predicate<Hysteresis.Moment> step) {
    Hysteresis.Moment now = now();
    Health before = hysteresis.state();
    Duration lasted = hysteresis.lasted(now);
    Instant openedBefore = hysteresis.openedAt().orElse(now.label());
    if (!step.test(now)) {
      return;
    }
    Health health = hysteresis.state();
    Instant opened = hysteresis.openedAt().orElse(openedBefore);
    setup.listener().tell(new Changed(component, before, health, now.label(), opened));
    switch (health) {
      case Health.Up unused ->
          facts(LOG.atInfo(), component, health)
              .log("{} is up again after {}", component, text(lasted));
      case Health.Degraded(String reason) ->
          facts(LOG.atWarn(), component, health).log("{} is degraded: {}", component, reason);
      case Health.Down(String reason) ->
          facts(LOG.atError(), component, health).log("{} is down: {}", component, reason);
    }
  }

  private static LoggingEventBuilder facts(
      LoggingEventBuilder line, String component, Health health) {
    return line.addKeyValue("component", component)
        .addKeyValue("state", health.state())
        .addKeyValue("reason", health.reason());
  }

  private Hysteresis.Moment now() {
    return new Hysteresis.Moment(setup.nanoTime().getAsLong(), setup.clock().instant());
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
    components.forEach((name, hysteresis) ->
        list.add(new HealthReport.Component(name, hysteresis.shown(), hysteresis.since())));
    Health overall =
        list.stream().map(HealthReport.Component::health).reduce(Health.up(), Health::worse);
    list.sort(Comparator.comparingInt(component -> -component.health().rank()));
    return new HealthReport(overall, list);
  }

  private static String text(Duration duration) {
    return duration.toSeconds() < 120 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
  }
}
