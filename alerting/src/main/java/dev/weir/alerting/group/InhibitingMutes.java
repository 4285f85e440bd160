package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mutes alerts while others are open, beside what silences mute. */
public final class InhibitingMutes implements Mutes {

  private final Mutes silences;
  private final OpenAlerts open;
  private final Routing routing;

  /** Inhibitors of the open alerts after so many changes; a race builds them twice. */
  private volatile Known known = new Known(-1, List.of());

  private record Known(long changes, List<Inhibitors> inhibitors) {}

  /** By the inhibitions of a routing. */
  public InhibitingMutes(Mutes silences, OpenAlerts open, Routing routing) {
    this.silences = silences;
    this.open = open;
    this.routing = routing;
  }

  @Override
  public Optional<String> suppressedBy(Alert alert, Map<String, String> labels, Instant moment) {
    for (Inhibitors inhibitors : inhibitors()) {
      Optional<String> by = inhibitors.of(alert, labels);
      if (by.isPresent()) {
        return Optional.of("inhibited by alert " + by.get());
      }
    }
    return silences.suppressedBy(alert, labels, moment);
  }

  /** Those of the alerts that are open now. */
  private List<Inhibitors> inhibitors() {
    if (routing.inhibitions().isEmpty()) {
      return List.of();
    }
    Known last = known;
    long changes = open.changes();
    if (last.changes() == changes) {
      return last.inhibitors();
    }
    List<Alert> alerts = open.list();
    List<Inhibitors> found =
        routing.inhibitions().stream().map(rule -> new Inhibitors(rule, routing, alerts)).toList();
    known = new Known(changes, found);
    return found;
  }

  @Override
  public boolean isAcknowledged(Alert alert) {
    return silences.isAcknowledged(alert);
  }
}
