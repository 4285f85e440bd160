package dev.weir.app.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.alerting.Alerting;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthMonitor.OpenIncident;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No notice about health is lost, and no incident stays open without end. */
class HealthAlertsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Health FULL = new Health.Down("it starts again: out.jsonl: disk full");

  @TempDir Path directory;

  private final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private final TestProbe<Alerting.Command> alerting = kit.createTestProbe(Alerting.Command.class);

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void an_incident_is_known_before_it_is_opened_and_until_its_end_is_saved() throws Exception {
    OpenIncidents incidents = OpenIncidents.in(directory);
    ActorRef<HealthAlerts.Command> alerts = start(incidents);

    alerts.tell(opened());
    Alerting.Accept accept = accept();
    assertThat(OpenIncidents.in(directory).list())
        .containsExactly(new OpenIncident("source a", FULL.reason(), NOON));
    take(accept, Optional.empty());
    alerts.tell(resolved());
    accept = accept();
    assertThat(accept.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.RESOLVED);
    assertThat(accept.notices().getFirst().alert().since()).isEqualTo(NOON.toString());
    accept.replyTo().tell(Alerting.Accepted.ALL);
    Alerting.Flush flush = alerting.expectMessageClass(Alerting.Flush.class);
    assertThat(OpenIncidents.in(directory).list()).hasSize(1);
    flush.replyTo().tell(new Alerting.Flushed(Optional.empty()));
    settle(alerts);

    assertThat(OpenIncidents.in(directory).list()).isEmpty();
  }

  @Test
  void what_is_not_saved_is_offered_again_in_order_under_the_same_ids() throws Exception {
    ActorRef<HealthAlerts.Command> alerts = start(OpenIncidents.in(directory));

    alerts.tell(opened());
    Alerting.Accept first = accept();
    take(first, Optional.of("the outbox cannot be written"));
    alerts.tell(resolved());
    Alerting.Accept second = accept();
    assertThat(second.notices()).hasSize(2).startsWith(first.notices().getFirst());
    take(second, Optional.of("the outbox cannot be written"));
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);
    alerts.tell(new HealthAlerts.Drain(drained.getRef()));
    Alerting.Accept third = accept();
    alerting.expectMessageClass(Alerting.Drain.class);

    assertThat(OpenIncidents.in(directory).list()).hasSize(1);
    assertThat(third.notices()).isEqualTo(second.notices());
    take(third, Optional.empty());
    settle(alerts);
    assertThat(OpenIncidents.in(directory).list()).isEmpty();
  }

  @Test
  void a_component_that_gets_less_bad_is_not_a_notice() throws Exception {
    ActorRef<HealthAlerts.Command> alerts = start(OpenIncidents.in(directory));

    alerts.tell(
        new HealthAlerts.Changed(
            new HealthMonitor.Changed(
                "source a", FULL, new Health.Degraded("slow"), NOON.plusSeconds(60), NOON)));
    settle(alerts);

    alerting.expectNoMessage(Duration.ZERO);
    assertThat(OpenIncidents.in(directory).list())
        .containsExactly(new OpenIncident("source a", "slow", NOON));
  }

  @Test
  void at_a_stop_what_is_open_stays_open_where_the_next_process_can_know_it() throws Exception {
    OpenIncidents incidents = OpenIncidents.in(directory);
    incidents.put(new OpenIncident("source a", "full", NOON));
    ActorRef<HealthAlerts.Command> alerts = start(incidents);
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);

    alerts.tell(new HealthAlerts.Drain(drained.getRef()));

    alerting.expectMessageClass(Alerting.Drain.class);
    assertThat(OpenIncidents.in(directory).list()).hasSize(1);
  }

  @Test
  void at_a_stop_what_is_open_is_resolved_where_nothing_is_saved() throws Exception {
    OpenIncidents incidents = OpenIncidents.inMemory();
    incidents.put(new OpenIncident("source a", "full", NOON));
    ActorRef<HealthAlerts.Command> alerts = start(incidents);
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);

    alerts.tell(new HealthAlerts.Drain(drained.getRef()));

    Notice notice = accept().notices().getFirst();
    assertThat(notice.kind()).isEqualTo(Notice.Kind.RESOLVED);
    assertThat(notice.alert().id()).isEqualTo("weir-source-a");
    assertThat(notice.alert().notes())
        .containsEntry("state", "stopped")
        .containsEntry("why", "\"the service stopped; before that: full\"");
    alerting.expectMessageClass(Alerting.Drain.class);
  }

  private ActorRef<HealthAlerts.Command> start(OpenIncidents incidents) {
    return kit.spawn(
        HealthAlerts.create(
            new HealthAlerts.Setup(
                alerting.getRef(), incidents, InstantSource.fixed(NOON.plusSeconds(99)))));
  }

  private static HealthAlerts.Command opened() {
    return new HealthAlerts.Changed(
        new HealthMonitor.Changed("source a", Health.up(), FULL, NOON, NOON));
  }

  private static HealthAlerts.Command resolved() {
    return new HealthAlerts.Changed(
        new HealthMonitor.Changed("source a", FULL, Health.up(), NOON.plusSeconds(60), NOON));
  }

  private Alerting.Accept accept() {
    return alerting.expectMessageClass(Alerting.Accept.class);
  }

  private void take(Alerting.Accept accept, Optional<String> problem) {
    accept.replyTo().tell(Alerting.Accepted.ALL);
    alerting.expectMessageClass(Alerting.Flush.class).replyTo().tell(new Alerting.Flushed(problem));
  }

  /** Once a later request to the actor has come through, everything before it is handled. */
  private void settle(ActorRef<HealthAlerts.Command> alerts) {
    TestProbe<Alerting.Drained> drained = kit.createTestProbe(Alerting.Drained.class);
    alerts.tell(new HealthAlerts.Drain(drained.getRef()));
    alerting.expectMessageClass(Alerting.Drain.class);
  }
}
