package dev.weir.alerting.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a webhook is, and how it is called.
 *
 * @param timeout for the connection, and for the whole of a call
 * @param secret what calls are signed with; empty if they are not
 * @param headers sent with each call
 */
public record WebhookSettings(
    String name, URI url, Duration timeout, Optional<Secret> secret, Map<String, Secret> headers) {

  public WebhookSettings {
    headers = Map.copyOf(headers);
  }

  /** The receiver without what in its address may be secret. */
  @Override
  public String toString() {
    return "webhook '%s' at %s".formatted(name, host());
  }

  /** Scheme, host and port. */
  String host() {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
  }
}
