package dev.weir.alerting.webhook;

import dev.weir.alerting.http.HttpTarget;
import dev.weir.monitoring.Secret;
import java.util.Optional;

/**
 * A webhook, and how it is called.
 *
 * @param secret the key that calls are signed with; empty if they are not
 */
public record WebhookSettings(String name, HttpTarget target, Optional<Secret> secret) {

  /** The receiver without what in its address may be secret. */
  @Override
  public String toString() {
    return "webhook '%s' at %s".formatted(name, target);
  }
}
