package dev.weir.monitoring.health;

import java.time.Instant;
import java.util.List;

/**
 * How the service is.
 *
 * @param components worst first, then in a fixed order
 */
public record HealthReport(Health overall, List<Component> components) {

  /** One component, its state, and since when it has been in it. */
  public record Component(String name, Health health, Instant since) {}

  public HealthReport {
    components = List.copyOf(components);
  }
}
