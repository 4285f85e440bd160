package dev.weir.app.service.alerts;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import java.util.HashMap;
import java.util.Map;

/** Notices about the service itself: the state of a component changed. */
final class SystemAlerts {

  private SystemAlerts() {}

  static Notice of(HealthMonitor.Changed change) {
    return notice(change, notes(change));
  }

  /** Resolves what is open because the process stops and cannot keep it. */
  static Notice atStop(HealthMonitor.Changed change) {
    Map<String, String> notes = notes(change);
    notes.put("state", "stopped");
    notes.put(
        "why", "\"the service stopped; before that: %s\"".formatted(change.before().reason()));
    return notice(change, notes);
  }

  private static Notice notice(HealthMonitor.Changed change, Map<String, String> notes) {
    Health health = change.health();
    Alert alert =
        new Alert(
            "weir-" + change.component().replace(' ', '-'),
            Map.of(Alert.NAME, "WeirHealth", "component", change.component()),
            severity(health),
            change.openedAt().toString(),
            notes);
    return new Notice(alert.id() + "-" + change.at() + "-" + health.state(), kind(change), alert);
  }

  private static Notice.Kind kind(HealthMonitor.Changed change) {
    if (change.health().rank() == 0) {
      return Notice.Kind.RESOLVED;
    }
    return change.before().rank() == 0 ? Notice.Kind.OPENED : Notice.Kind.AGAIN;
  }

  private static Map<String, String> notes(HealthMonitor.Changed change) {
    Map<String, String> notes = new HashMap<>();
    notes.put("state", change.health().state());
    notes.put("time", change.at().toString());
    if (!change.health().reason().isEmpty()) {
      notes.put("why", '"' + change.health().reason() + '"');
    }
    return notes;
  }

  private static Alert.Severity severity(Health health) {
    return switch (health) {
      case Health.Up _ -> Alert.Severity.INFO;
      case Health.Degraded _ -> Alert.Severity.WARNING;
      case Health.Down _ -> Alert.Severity.CRITICAL;
    };
  }
}
