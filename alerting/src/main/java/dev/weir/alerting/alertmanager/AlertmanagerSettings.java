package dev.weir.alerting.alertmanager;

import dev.weir.alerting.http.HttpTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Holds the addresses of the instances of one Alertmanager.
 *
 * @param instances base addresses, each with the path of {@code --web.route-prefix} if there is
 *     one; every alert goes to all of them
 * @param labels added to each alert
 * @param resend how often open alerts are sent again; they end by themselves after four times this
 * @param link address of the page of an alert, with {@code {id}} for its id; empty for none
 */
public record AlertmanagerSettings(
    String name,
    List<HttpTarget> instances,
    Map<String, String> labels,
    Duration resend,
    String link) {

  /** Resolved alerts are repeated for so long, as Prometheus does. */
  public static final Duration KEEP_RESOLVED = Duration.ofMinutes(15);

  public AlertmanagerSettings {
    instances = List.copyOf(instances);
    labels = Map.copyOf(labels);
  }
}
