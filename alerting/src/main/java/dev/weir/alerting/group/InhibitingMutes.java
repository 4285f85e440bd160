package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Inhibition;
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

  /** By the inhibitions of a routing. */
  public InhibitingMutes(Mutes silences, OpenAlerts open, Routing routing) {
    this.silences = silences;
    this.open = open;
    this.routing = routing;
  }

  @Override
  public Optional<String> suppressedBy(Alert alert, Map<String, String> labels, Instant moment) {
    List<Inhibition> inhibitions =
        routing.inhibitions().stream()
            .filter(rule -> dev.weir.alerting.route.Matchers.all(rule.target(), labels))
            .toList();
    if (!inhibitions.isEmpty()) {
      for (Alert other : open.list()) {
        Map<String, String> by = routing.labels(other);
        boolean mutes =
            !other.id().equals(alert.id())
                && inhibitions.stream().anyMatch(rule -> rule.mutes(labels, by));
        if (mutes) {
          return Optional.of("inhibited by alert " + other.id());
        }
      }
    }
    return silences.suppressedBy(alert, labels, moment);
  }

  @Override
  public boolean isAcknowledged(Alert alert) {
    return silences.isAcknowledged(alert);
  }
}
