package dev.weir.settings;

import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.webhook.Secret;
import dev.weir.alerting.webhook.WebhookSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What receivers have for settings. A text that may be secret is never part of a problem. */
final class Receivers {

  private static final int MOST = 1_000_000;
  private static final URI NOWHERE = URI.create("http://localhost");

  /** Headers that belong to the connection. */
  private static final Set<String> NOT_TO_SET =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private Receivers() {}

  static ReceiverSettings log(Section section, int queueSize) {
    String name = Entries.name(section);
    return new ReceiverSettings.Log(name, terms(section, queueSize, 256));
  }

  static ReceiverSettings webhook(Section section, int queueSize) {
    String name = Entries.name(section);
    URI url = url(section);
    Duration timeout = section.duration("timeout", Duration.ofMillis(100));
    String secret = section.text("secret");
    Map<String, Secret> headers = headers(section.pairs("headers"), section);
    int atOnce = section.integer("max-alerts", 1, 1_000);
    WebhookSettings settings =
        new WebhookSettings(
            name,
            url,
            timeout,
            secret.isEmpty() ? Optional.empty() : Optional.of(new Secret(secret)),
            headers);
    return new ReceiverSettings.Webhook(settings, terms(section, queueSize, atOnce));
  }

  private static ReceiverSettings.Terms terms(Section section, int queueSize, int atOnce) {
    int own = section.integer("queue-size", 0, MOST);
    WhenFull whenFull = section.choice("when-full", WhenFull.class);
    int logBackoff = section.integer("max-repeats", 1, MOST);
    return new ReceiverSettings.Terms(own == 0 ? queueSize : own, whenFull, atOnce, logBackoff);
  }

  private static URI url(Section section) {
    String text = section.text("url");
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (url.getRawUserInfo() != null) {
        section.problem(
            "url", "must not hold a user or a password: give headers { Authorization = ... }");
      } else if (http && url.getHost() != null && url.getRawFragment() == null) {
        return url;
      } else {
        section.problem("url", "must be an address such as http://127.0.0.1:9093/api");
      }
    } catch (URISyntaxException e) {
      section.problem("url", "is no address: " + e.getReason());
    }
    return NOWHERE;
  }

  private static Map<String, Secret> headers(Map<String, String> pairs, Section section) {
    Map<String, Secret> headers = new HashMap<>();
    pairs.forEach((name, value) -> {
      if (!name.matches("[A-Za-z0-9-]{1,100}")
          || NOT_TO_SET.contains(name.toLowerCase(Locale.ROOT))) {
        section.problem("headers", "cannot set '%s'".formatted(name));
      } else if (!value.matches("[\\x20-\\x7e]{0,4096}")) {
        section.problem("headers", "has characters in '%s' that it must not".formatted(name));
      } else {
        headers.put(name, new Secret(value));
      }
    });
    return headers;
  }
}
