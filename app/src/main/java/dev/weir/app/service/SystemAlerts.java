package dev.weir.app.service;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import java.util.Map;

/** Alerts about the service itself: a component's state changed. */
final class SystemAlerts {

  private SystemAlerts() {}

  static Notice of(HealthMonitor.Changed change) {
    Health health = change.health();
    Alert alert =
        new Alert(
            "weir-" + change.component().replace(' ', '-'),
            Map.of("component", change.component(), "state", health.state()),
            severity(health),
            change.at().toString(),
            health.reason().isEmpty() ? Map.of() : Map.of("why", '"' + health.reason() + '"'));
    Notice.Kind kind = health.rank() == 0 ? Notice.Kind.RESOLVED : Notice.Kind.OPENED;
    return new Notice(alert.id() + "-" + change.at() + "-" + health.state(), kind, alert);
  }

  private static Alert.Severity severity(Health health) {
    return switch (health) {
      case Health.Up _ -> Alert.Severity.INFO;
      case Health.Degraded _ -> Alert.Severity.WARNING;
      case Health.Down _ -> Alert.Severity.CRITICAL;
    };
  }
}
