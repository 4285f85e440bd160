package dev.weir.app.service;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import java.util.Map;
import java.util.TreeMap;

/** Alerts about the service itself: a component's state changed. */
final class SystemAlerts {

  private SystemAlerts() {}

  static Notice of(HealthMonitor.Changed change) {
    Health health = change.health();
    Alert alert =
        new Alert(
            "weir-" + change.component().replace(' ', '-'),
            Map.of("component", change.component()),
            severity(health),
            change.at().toString(),
            notes(health));
    return new Notice(alert.id() + "-" + change.at() + "-" + health.state(), kind(change), alert);
  }

  private static Map<String, String> notes(Health health) {
    Map<String, String> notes = new TreeMap<>(Map.of("state", health.state()));
    if (!health.reason().isEmpty()) {
      notes.put("why", '"' + health.reason() + '"');
    }
    return notes;
  }

  private static Notice.Kind kind(HealthMonitor.Changed change) {
    if (change.health().rank() == 0) {
      return Notice.Kind.RESOLVED;
    }
    return change.before().rank() == 0 ? Notice.Kind.OPENED : Notice.Kind.AGAIN;
  }

  private static Alert.Severity severity(Health health) {
    return switch (health) {
      case Health.Up _ -> Alert.Severity.INFO;
      case Health.Degraded _ -> Alert.Severity.WARNING;
      case Health.Down _ -> Alert.Severity.CRITICAL;
    };
  }
}
