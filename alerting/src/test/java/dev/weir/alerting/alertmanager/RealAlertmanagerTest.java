package dev.weir.alerting.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert.Severity;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notification.Reason;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts in a real Alertmanager where one is installed. */
class RealAlertmanagerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void alerts_arrive_escalate_as_one_and_end() throws Exception {
    try (AlertmanagerServer server = AlertmanagerServer.start()) {
      Notifier notifier = notifier(server);

      assertThat(notifier.probe()).isInstanceOf(Notifier.Probe.Ready.class);
      send(notifier, Kind.OPENED, Severity.WARNING, 120);
      assertThat(server.active())
          .containsExactly(Map.of("alertname", "WeirAnomaly", "env", "test", "series", "boiler/3"));

      send(notifier, Kind.AGAIN, Severity.CRITICAL, 60);
      assertThat(server.active()).hasSize(1);

      send(notifier, Kind.RESOLVED, Severity.CRITICAL, 0);
      assertThat(server.active()).isEmpty();
    }
  }

  @Test
  void an_alertmanager_that_forgot_everything_gets_open_alerts_with_the_next_repetition()
      throws Exception {
    Notice open = AlertmanagerNotifierTest.noticeOf("boiler/3", Kind.OPENED, Severity.WARNING);
    try (AlertmanagerServer fresh = AlertmanagerServer.start()) {
      Notification repetition =
          new Notification(
              "{}", Map.of(), 7, Reason.REPEAT, List.of(open), 1, Instant.EPOCH, Instant.now());

      assertThat(notifier(fresh).deliver(repetition, 1)).isEqualTo(new Delivery.Delivered());

      assertThat(fresh.active()).hasSize(1);
    }
  }

  private static Notifier notifier(AlertmanagerServer server) {
    return new AlertmanagerNotifier(
        AlertmanagerNotifierTest.settings(List.of(server.url()), PATIENCE),
        Instant::now,
        System::nanoTime);
  }

  private static void send(Notifier notifier, Kind kind, Severity severity, long secondsAgo)
      throws InterruptedException {
    Notice notice = AlertmanagerNotifierTest.noticeOf("boiler/3", kind, severity);
    Notification notification =
        new Notification(
            "{}",
            Map.of(),
            0,
            Reason.CHANGE,
            List.of(notice),
            1,
            Instant.EPOCH,
            Instant.now().minusSeconds(secondsAgo));
    assertThat(notifier.deliver(notification, 1)).isEqualTo(new Delivery.Delivered());
  }
}
