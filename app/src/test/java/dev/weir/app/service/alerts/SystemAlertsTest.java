package dev.weir.app.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemAlertsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant OPENED = NOON.minusSeconds(60);

  @Test
  void what_goes_down_opens_a_critical_alert_with_its_reason() {
    Notice notice = alert(new Health.Down("no memory"), NOON);

    assertThat(notice.kind()).isEqualTo(Notice.Kind.OPENED);
    assertThat(notice.alert())
        .isEqualTo(
            new Alert(
                "weir-source-pumps",
                Map.of("alertname", "WeirHealth", "component", "source pumps"),
                Alert.Severity.CRITICAL,
                "2026-01-01T11:59:00Z",
                Map.of("state", "down", "time", "2026-01-01T12:00:00Z", "why", "\"no memory\"")));
  }

  @Test
  void what_gets_worse_is_a_warning_and_what_is_up_again_is_resolved() {
    Notice degraded = alert(new Health.Degraded("slow"), NOON);
    Notice up = alert(Health.up(), NOON.plusSeconds(1));

    assertThat(degraded.alert().severity()).isEqualTo(Alert.Severity.WARNING);
    assertThat(up.kind()).isEqualTo(Notice.Kind.RESOLVED);
    assertThat(up.alert().notes()).containsEntry("state", "up").doesNotContainKey("why");
    assertThat(up.alert().labels()).as("labels").isEqualTo(degraded.alert().labels());
    assertThat(up.alert().id()).as("one alert").isEqualTo(degraded.alert().id());
  }

  @Test
  void what_was_bad_already_is_raised_again() {
    Notice notice = alert(new Health.Degraded("slow"), new Health.Down("dead"), NOON);

    assertThat(notice.kind()).isEqualTo(Notice.Kind.AGAIN);
  }

  @Test
  void each_change_is_a_notice_of_its_own() {
    assertThat(alert(new Health.Down("x"), NOON).id())
        .isNotEqualTo(alert(new Health.Down("x"), NOON.plusSeconds(1)).id())
        .isNotEqualTo(alert(new Health.Degraded("x"), NOON).id())
        .isEqualTo(alert(new Health.Down("x"), NOON).id());
  }

  private static Notice alert(Health health, Instant at) {
    return alert(Health.up(), health, at);
  }

  private static Notice alert(Health before, Health health, Instant at) {
    return SystemAlerts.of(new HealthMonitor.Changed("source pumps", before, health, at, OPENED));
  }
}
