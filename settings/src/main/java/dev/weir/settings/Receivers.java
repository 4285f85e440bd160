package dev.weir.settings;

import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.webhook.WebhookSettings;
import dev.weir.monitoring.Secret;
import dev.weir.settings.hocon.EntryType;
import dev.weir.settings.hocon.Section;
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

  /**
   * One entry of {@code receivers}; empty, with a problem, if there is no such type.
   *
   * @param queueSize of a receiver that does not set its own
   */
  static Optional<ReceiverSettings> read(Section entry, Section types, int queueSize) {
    return EntryType.of(entry, ReceiverType.BY_NAME)
        .map(type -> {
          Section section = EntryType.withDefaults(entry, types);
          ReceiverSettings receiver = read(type, section, queueSize);
          section.refuseUnknownKeys();
          return receiver;
        });
  }

  private static ReceiverSettings read(ReceiverType type, Section section, int queueSize) {
    return switch (type) {
      case LOG -> log(section, queueSize);
      case WEBHOOK -> webhook(section, queueSize);
    };
  }

  private static ReceiverSettings log(Section section, int queueSize) {
    String name = EntryName.of(section);
    return new ReceiverSettings.Log(name, terms(section, queueSize, 256));
  }

  private static ReceiverSettings webhook(Section section, int queueSize) {
    String name = EntryName.of(section);
    HttpTarget target = target(section);
    Secret secret = secret(section, "secret");
    int atOnce = section.integer("max-alerts", 1, 1_000);
    WebhookSettings settings =
        new WebhookSettings(
            name, target, secret.isEmpty() ? Optional.empty() : Optional.of(secret));
    return new ReceiverSettings.Webhook(settings, terms(section, queueSize, atOnce));
  }

  private static ReceiverSettings.Terms terms(Section section, int queueSize, int atOnce) {
    int own = section.integer("queue-size", 0, MOST);
    WhenFull whenFull = section.choice("when-full", WhenFull.class);
    int logBackoff = section.integer("max-repeats", 1, MOST);
    return new ReceiverSettings.Terms(own == 0 ? queueSize : own, whenFull, atOnce, logBackoff);
  }

  private static HttpTarget target(Section section) {
    Secret url = secret(section, "url");
    Duration timeout = section.duration("timeout", Duration.ofMillis(100));
    Map<String, Secret> headers = headers(section.pairs("headers"), section);
    boolean inFile = !section.text("url-file").isEmpty();
    return new HttpTarget(inFile ? url : new Secret(url(section).toString()), timeout, headers);
  }

  /** The value of a key, or the content of the file that {@code KEY-file} names. */
  private static Secret secret(Section section, String key) {
    String value = section.text(key);
    String file = section.text(key + "-file");
    if (!value.isEmpty() && !file.isEmpty()) {
      section.problem(key + "-file", "must not be set together with " + key);
    }
    return file.isEmpty() ? new Secret(value) : Secret.inFile(section.path(key + "-file"));
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
        section.problem("url", "must be an address such as https://hooks.example.com/alerts");
      }
    } catch (URISyntaxException e) {
      section.problem("url", "is not an address: " + e.getReason());
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
