package dev.weir.app.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Alerting;
import dev.weir.alerting.Notice;
import dev.weir.app.service.Detections;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertingSinkTest {

  private static final Duration NO_TIME = Duration.ZERO;

  private final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private final TestProbe<Alerting.Command> alerting = kit.createTestProbe(Alerting.Command.class);
  private final Sink.Writer sink = new AlertingSink(alerting.getRef(), kit.system()).open("pumps");
  private final Detections pump = new Detections();

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void says_nothing_while_nothing_happens() throws Exception {
    sink.write(pump.quiet(100));

    alerting.expectNoMessage(NO_TIME);
  }

  @Test
  void an_incident_opens_an_alert_with_everything_there_is_to_say() throws Exception {
    sink.write(pump.quiet(20));

    Notice notice = writeAndAccept(pump.of(0, 99)).getFirst();

    assertThat(notice.kind()).isEqualTo(Notice.Kind.OPENED);
    assertThat(notice.alert().severity()).isEqualTo(Alert.Severity.CRITICAL);
    assertThat(notice.alert().labels())
        .isEqualTo(
            Map.of(
                "alertname", "WeirAnomaly",
                "series", "pump-1",
                "source", "pumps",
                "detector", "z-score"));
    assertThat(notice.alert().since()).isEqualTo("21");
    assertThat(notice.alert().notes())
        .containsEntry("time", "21")
        .containsEntry("anomalies", "1")
        .containsEntry("feature", "level")
        .containsEntry("value", "99")
        .containsKeys("peak", "expected", "low", "high");
    assertThat(notice.alert().notes().get("why"))
        .matches("\"level is 99, \\S+ \\(7\\d\\d %\\) above its usual 9\\S+ to 1\\S+ \\(.*\\)\"");
  }

  @Test
  void opened_again_and_resolved_are_told_of_one_alert_in_order() throws Exception {
    sink.write(pump.quiet(20));

    Notice opened = writeAndAccept(pump.of(0, 12.5)).getFirst();
    Notice again = writeAndAccept(pump.of(0, 999)).getFirst();
    Notice resolved = writeAndAccept(pump.quiet(20)).getFirst();

    assertThat(List.of(opened.kind(), again.kind(), resolved.kind()))
        .containsExactly(Notice.Kind.OPENED, Notice.Kind.AGAIN, Notice.Kind.RESOLVED);
    assertThat(opened.alert().id()).isEqualTo(again.alert().id()).isEqualTo(resolved.alert().id());
    assertThat(again.alert().severity()).isGreaterThan(opened.alert().severity());
    assertThat(resolved.alert().notes()).containsEntry("anomalies", "2").doesNotContainKey("why");
    assertThat(List.of(opened.id(), again.id(), resolved.id())).doesNotHaveDuplicates();
  }

  @Test
  void the_same_records_make_the_same_notices() throws Exception {
    sink.write(pump.quiet(20));
    List<Notice> first = writeAndAccept(pump.of(0, 99));

    Detections again = new Detections();
    sink.write(again.quiet(20));

    assertThat(writeAndAccept(again.of(0, 99))).isEqualTo(first);
  }

  @Test
  void nothing_is_flushed_and_no_more_is_told_before_alerting_has_taken_it_in() throws Exception {
    sink.write(pump.quiet(20));
    sink.write(pump.of(0, 99));
    Alerting.Accept accept = alerting.expectMessageClass(Alerting.Accept.class);

    CompletableFuture<Void> next = write(pump.quiet(20));
    alerting.expectNoMessage(NO_TIME);
    assertThat(next).isNotDone();
    accept.replyTo().tell(Alerting.Accepted.ALL);
    Alerting.Accept resolved = alerting.expectMessageClass(Alerting.Accept.class);
    assertThat(next).succeedsWithin(Duration.ofSeconds(10));

    CompletableFuture<Void> flushed = run(sink::flush);
    alerting.expectNoMessage(NO_TIME);
    resolved.replyTo().tell(Alerting.Accepted.ALL);
    Alerting.Flush flush = alerting.expectMessageClass(Alerting.Flush.class);
    assertThat(flushed).isNotDone();
    flush.replyTo().tell(new Alerting.Flushed(Optional.empty()));
    assertThat(flushed).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void a_flush_says_what_is_not_safe() throws Exception {
    CompletableFuture<Void> flushed = run(sink::flush);

    alerting
        .expectMessageClass(Alerting.Flush.class)
        .replyTo()
        .tell(new Alerting.Flushed(Optional.of("the disk is full")));

    assertThat(flushed)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(Sink.UnsavedException.class)
        .withMessageContaining("the disk is full");
  }

  @Test
  void asks_again_while_alerting_is_away() throws Exception {
    sink.write(pump.quiet(20));
    sink.write(pump.of(0, 99));

    Alerting.Accept unanswered = alerting.expectMessageClass(Alerting.Accept.class);
    ManualTime.get(kit.system()).timePasses(Duration.ofSeconds(6));
    Alerting.Accept asked = alerting.expectMessageClass(Alerting.Accept.class);

    assertThat(asked.notices()).isEqualTo(unanswered.notices());
  }

  @Test
  void gives_up_once_the_service_has_stopped() throws Exception {
    sink.write(pump.quiet(20));
    Batch alarm = pump.of(0, 99);
    kit.shutdownTestKit();

    assertThatThrownBy(
            () -> {
              sink.write(alarm);
              sink.flush();
            })
        .isInstanceOf(IOException.class)
        .hasMessage("alerting has stopped");
  }

  /** Writes a batch that makes alerting be told, and answers for it. */
  private List<Notice> writeAndAccept(Batch batch) {
    CompletableFuture<Void> written = write(batch);
    Alerting.Accept accept = alerting.expectMessageClass(Alerting.Accept.class);
    accept.replyTo().tell(Alerting.Accepted.ALL);
    assertThat(written).succeedsWithin(Duration.ofSeconds(10));
    return accept.notices();
  }

  private CompletableFuture<Void> write(Batch batch) {
    return run(() -> sink.write(batch));
  }

  /** Something that may wait. */
  private interface Waiting {
    void run() throws IOException, InterruptedException;
  }

  private static CompletableFuture<Void> run(Waiting what) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            what.run();
            done.complete(null);
          } catch (IOException | InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
