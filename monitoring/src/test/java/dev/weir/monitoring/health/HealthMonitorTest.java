package dev.weir.monitoring.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.monitoring.Evaluation;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

  private static final long GIB = 1L << 30;
  private static final Duration RESOLVE_AFTER = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final Monitor monitor = new Monitor();
  private final AtomicLong heap = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final TestProbe<HealthMonitor.Changed> changes =
      kit.createTestProbe(HealthMonitor.Changed.class);
  private final List<ActorRef<HealthMonitor.Command>> started = new ArrayList<>();
  private final ActorRef<HealthMonitor.Command> health = start();

  private ActorRef<HealthMonitor.Command> start(HealthMonitor.OpenIncident... open) {
    return start(List.of(open));
  }

  private ActorRef<HealthMonitor.Command> start(List<HealthMonitor.OpenIncident> open) {
    HealthSettings settings =
        new HealthSettings(
            new HealthSettings.Limits(
                Duration.ofSeconds(1),
                10,
                2 * GIB,
                0.05,
                0.5,
                Optional.of(Duration.ofMinutes(15)),
                0.9),
            Duration.ofSeconds(10),
            RESOLVE_AFTER,
            Duration.ofSeconds(10));
    ActorRef<HealthMonitor.Command> actor =
        kit.spawn(
            HealthMonitor.create(
                new HealthMonitor.Setup(
                    settings,
                    monitor,
                    new HealthMonitor.QueueCapacity(10_000, 5_000),
                    heap::get,
                    InstantSource.fixed(Instant.EPOCH),
                    nanos::get,
                    () -> open,
                    changes.getRef())));
    started.add(actor);
    return actor;
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void says_what_is_wrong_once_and_that_it_is_over_once() {
    heap.set(3 * GIB);
    seconds(2);
    changes.expectNoMessage(Duration.ZERO);
    seconds(1);

    HealthMonitor.Changed change = changes.receiveMessage();
    assertThat(change.component()).isEqualTo("memory");
    assertThat(change.health().reason()).contains("3072 MiB");
    seconds(5);
    changes.expectNoMessage(Duration.ZERO);
    heap.set(GIB);
    seconds(30);
    changes.expectNoMessage(Duration.ZERO);
    seconds(1);
    assertThat(changes.receiveMessage().health()).isEqualTo(Health.up());
    assertThat(report().overall()).isEqualTo(Health.up());
  }

  @Test
  void judges_every_second() {
    heap.set(3 * GIB);
    time.timePasses(Duration.ofSeconds(2));
    report();
    changes.expectNoMessage(Duration.ZERO);
    time.timePasses(Duration.ofSeconds(1));

    assertThat(changes.receiveMessage().component()).isEqualTo("memory");
  }

  @Test
  void a_source_without_a_record_for_longer_than_it_may_is_degraded_until_the_next() {
    PipelineMonitor live = monitor.pipeline("live");
    PipelineMonitor ended = monitor.pipeline("ended");
    live.idle(nanos.get(), false);
    ended.idle(nanos.get(), true);
    seconds(900);
    changes.expectNoMessage(Duration.ZERO);
    live.idle(nanos.get(), false);
    seconds(1);

    HealthMonitor.Changed change = changes.receiveMessage();
    assertThat(change.component()).isEqualTo("silence of live");
    assertThat(change.health())
        .isEqualTo(new Health.Degraded("it has had no record for more than 15 min"));
    live.read(0, 1);
    seconds(31);
    assertThat(changes.receiveMessage().health()).isEqualTo(Health.up());
    changes.expectNoMessage(Duration.ZERO);
  }

  @Test
  void a_component_that_reports_is_believed_at_once() {
    health.tell(
        new HealthMonitor.Report("pipeline p", new Health.Down("it starts again: disk full")));

    assertThat(changes.receiveMessage().component()).isEqualTo("pipeline p");
    assertThat(report().overall()).isEqualTo(new Health.Down("it starts again: disk full"));
    assertThat(report().components().getFirst().name()).isEqualTo("pipeline p");
    health.tell(new HealthMonitor.Report("pipeline p", Health.up()));
    report();
    seconds(30);
    assertThat(report().overall()).isEqualTo(Health.up());
  }

  @Test
  void a_component_that_fails_at_each_attempt_opens_once_and_is_up_once_it_has_held() {
    Health full = new Health.Down("it starts again: out.jsonl: No space left on device");
    for (int attempt = 0; attempt < 6; attempt++) {
      tell("source a", full);
      seconds(1);
      tell("source a", Health.up());
      seconds(9);
      assertThat(report().overall().state()).isEqualTo("down");
    }

    HealthMonitor.Changed opened = changes.receiveMessage();
    assertThat(opened.health()).isEqualTo(full);
    changes.expectNoMessage(Duration.ZERO);
    assertThat(report().overall().reason()).contains("out.jsonl", "counts after 30 s");
    seconds(21);
    HealthMonitor.Changed resolved = changes.receiveMessage();
    assertThat(resolved.health()).isEqualTo(Health.up());
    assertThat(resolved.openedAt()).isEqualTo(opened.at());
    assertThat(report().overall()).isEqualTo(Health.up());
  }

  @Test
  void errors_and_throughput_are_not_judged_while_their_cause_is_down() {
    tell("source a", new Health.Down("it starts again: out.jsonl: No space left on device"));
    assertThat(changes.receiveMessage().component()).isEqualTo("source a");
    monitor.pipeline("a").read(100, 1);
    monitor.error(50);
    seconds(20);

    changes.expectNoMessage(Duration.ZERO);
  }

  @Test
  void an_incident_of_an_earlier_process_is_resolved_once_its_component_has_held() {
    Instant before = Instant.EPOCH.minusSeconds(100);
    ActorRef<HealthMonitor.Command> restarted =
        start(
            new HealthMonitor.OpenIncident("source a", "the disk is full", before),
            new HealthMonitor.OpenIncident("source b", "the disk is full", before));
    restarted.tell(
        new HealthMonitor.Report("source b", new Health.Down("it starts again: no disk")));

    HealthMonitor.Changed worse = changes.receiveMessage();
    assertThat(worse.component()).isEqualTo("source b");
    assertThat(worse.before().rank()).as("not opened a second time").isEqualTo(1);
    assertThat(worse.openedAt()).isEqualTo(before);
    report(restarted);
    seconds(30);
    report(restarted);
    HealthMonitor.Changed over = changes.receiveMessage();
    assertThat(over.component()).isEqualTo("source a");
    assertThat(over.health()).isEqualTo(Health.up());
    assertThat(over.openedAt()).isEqualTo(before);
    changes.expectNoMessage(Duration.ZERO);
  }

  @Test
  void errors_count_for_a_minute() {
    monitor.pipeline("p").written(scored(100), Evaluation.Report.NONE);
    seconds(1);
    monitor.error(20);
    monitor.pipeline("p").written(scored(200), Evaluation.Report.NONE);
    seconds(3);
    assertThat(changes.receiveMessage().component()).isEqualTo("errors");
    seconds(100);
    assertThat(changes.receiveMessage().health()).isEqualTo(Health.up());
  }

  @Test
  void a_source_that_is_away_is_degraded_within_five_seconds_and_up_once_it_is_back() {
    monitor.pipeline("p").source(0, 0, Optional.empty());
    monitor.pipeline("q").source(0, 0, Optional.empty());
    seconds(1);
    monitor.pipeline("p").source(0, 0, Optional.of("nobody answers"));
    seconds(5);

    HealthMonitor.Changed change = changes.receiveMessage();
    assertThat(change.component()).isEqualTo("connection of p");
    assertThat(change.health()).isEqualTo(new Health.Degraded("nobody answers"));
    assertThat(report().components())
        .extracting(HealthReport.Component::name)
        .doesNotContain("connection of q");
    monitor.pipeline("p").source(0, 0, Optional.empty());
    seconds(31);
    assertThat(changes.receiveMessage().health()).isEqualTo(Health.up());
  }

  /** The report is handled when this returns. */
  private void tell(String component, Health state) {
    health.tell(new HealthMonitor.Report(component, state));
    report();
  }

  /** Sends the ticks of so many seconds: the manual clock sleeps 100 ms at each step. */
  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      nanos.addAndGet(1_000_000_000L);
      for (ActorRef<HealthMonitor.Command> actor : started) {
        actor.tell(HealthMonitor.Tick.JUDGE);
        // One message answered means that the tick before it was judged.
        report(actor);
      }
    }
  }

  private HealthReport report() {
    return report(health);
  }

  private HealthReport report(ActorRef<HealthMonitor.Command> of) {
    TestProbe<HealthReport> probe = kit.createTestProbe(HealthReport.class);
    of.tell(new HealthMonitor.Ask(probe.getRef()));
    return probe.receiveMessage();
  }

  private static RecordCounts scored(long records) {
    return RecordCounts.NONE.with(RecordCount.SCORED, records);
  }
}
