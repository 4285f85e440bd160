package dev.weir.settings.receiver;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.alertmanager.AlertmanagerSettings;
import dev.weir.alerting.email.EmailSettings;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.MessageSettings;
import dev.weir.alerting.pagerduty.PagerDutySettings;
import dev.weir.alerting.redis.RedisStreamSettings;
import dev.weir.alerting.route.GroupTerms;
import dev.weir.alerting.slack.SlackSettings;
import dev.weir.alerting.teams.TeamsSettings;
import dev.weir.alerting.webhook.WebhookSettings;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.Secret;
import dev.weir.settings.hocon.EntryName;
import dev.weir.settings.hocon.EntryType;
import dev.weir.settings.hocon.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of receivers. A text that may be secret is never part of a problem. */
public final class Receivers {

  private static final int MOST = 1_000_000;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
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
  public static Optional<ReceiverSettings> read(Section entry, Section types, int queueSize) {
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
      case LOG ->
          new ReceiverSettings.Log(EntryName.of(section), oneByOne(section, queueSize, 256));
      case WEBHOOK -> webhook(section, queueSize);
      case ALERTMANAGER -> alertmanager(section, queueSize);
      case SLACK -> slack(section, queueSize);
      case TEAMS -> teams(section, queueSize);
      case PAGERDUTY -> pagerDuty(section, queueSize);
      case EMAIL -> email(section, queueSize);
      case REDIS_STREAM -> redisStream(section, queueSize);
    };
  }

  private static ReceiverSettings webhook(Section section, int queueSize) {
    String name = EntryName.of(section);
    HttpTarget target = target(section);
    Secret secret = secret(section, "secret");
    int atOnce = section.integer("max-alerts", 1, 1_000);
    WebhookSettings settings =
        new WebhookSettings(
            name, target, secret.isEmpty() ? Optional.empty() : Optional.of(secret));
    return new ReceiverSettings.Webhook(settings, oneByOne(section, queueSize, atOnce));
  }

  private static ReceiverSettings alertmanager(Section section, int queueSize) {
    Duration timeout = section.duration("timeout", Duration.ofMillis(100));
    Map<String, Secret> headers = headers(section.pairs("headers"), section);
    List<HttpTarget> instances =
        section.texts("urls").stream()
            .map(url ->
                new HttpTarget(new Secret(url(section, "urls", url).toString()), timeout, headers))
            .toList();
    if (instances.isEmpty()) {
      section.problem("urls", "must name at least one instance, such as http://127.0.0.1:9093");
    }
    Duration resend = section.duration("resend", Duration.ofSeconds(1));
    AlertmanagerSettings settings =
        new AlertmanagerSettings(
            EntryName.of(section), instances, section.pairs("labels"), resend, link(section));
    GroupTerms atOnce =
        new GroupTerms(
            List.of(),
            Duration.ZERO,
            Duration.ZERO,
            resend,
            section.choice("min-severity", Alert.Severity.class),
            true,
            List.of(),
            List.of());
    return new ReceiverSettings.Alertmanager(settings, terms(section, queueSize, 1, 1, atOnce));
  }

  private static ReceiverSettings slack(Section section, int queueSize) {
    SlackSettings settings =
        new SlackSettings(
            EntryName.of(section),
            target(section),
            section.choice("chat", SlackSettings.Chat.class),
            message(section));
    return new ReceiverSettings.Slack(settings, grouped(section, queueSize));
  }

  private static ReceiverSettings teams(Section section, int queueSize) {
    if (TeamsSettings.isRetired(section.text("url"))) {
      section.problem(
          "url",
          "is of an Office 365 connector, which Microsoft has switched off: create a workflow"
              + " (post to a channel when a webhook request is received) and give its address");
    }
    TeamsSettings settings =
        new TeamsSettings(EntryName.of(section), target(section), message(section));
    return new ReceiverSettings.Teams(settings, grouped(section, queueSize));
  }

  private static ReceiverSettings pagerDuty(Section section, int queueSize) {
    Secret key = secret(section, "routing-key");
    if (key.isEmpty()) {
      section.problem("routing-key", "is missing: give it or routing-key-file");
    }
    PagerDutySettings settings =
        new PagerDutySettings(EntryName.of(section), target(section), key, message(section));
    return new ReceiverSettings.PagerDuty(settings, grouped(section, queueSize));
  }

  private static ReceiverSettings email(Section section, int queueSize) {
    EmailSettings.Security security = section.choice("security", EmailSettings.Security.class);
    String user = section.text("user");
    Secret password = secret(section, "password");
    if (section.text("host").isEmpty()) {
      section.problem("host", "must not be empty");
    }
    if (user.isEmpty() != password.isEmpty()) {
      section.problem("user", "and password must be set together");
    }
    if (!user.isEmpty() && security == EmailSettings.Security.NONE) {
      section.problem("security", "must be starttls or tls: none would send the password in clear");
    }
    List<String> to = section.texts("to");
    if (to.isEmpty()) {
      section.problem("to", "must name at least one address");
    }
    to.forEach(address -> requireMailbox(section, "to", address));
    requireMailbox(section, "from", section.text("from"));
    EmailSettings settings =
        new EmailSettings(
            EntryName.of(section),
            new EmailSettings.Server(
                section.text("host"), section.integer("port", 1, 65_535), security),
            user,
            password,
            section.text("from"),
            to,
            section.duration("timeout", Duration.ofMillis(100)),
            message(section));
    return new ReceiverSettings.Email(settings, grouped(section, queueSize));
  }

  private static void requireMailbox(Section section, String key, String address) {
    EmailSettings.problem(address)
        .ifPresent(why ->
            section.problem(
                key,
                "must be an address such as weir@plant.example, and '%s' %s"
                    .formatted(Printable.of(address), "is not one: " + why)));
  }

  private static ReceiverSettings redisStream(Section section, int queueSize) {
    Secret password = secret(section, "password");
    if (section.text("stream").isEmpty()) {
      section.problem("stream", "must not be empty");
    }
    RedisStreamSettings settings =
        new RedisStreamSettings(
            EntryName.of(section),
            server(section, password),
            section.text("user"),
            password,
            section.text("stream"),
            section.integer("max-length", 1L, Long.MAX_VALUE),
            section.duration("timeout", Duration.ofMillis(100)));
    return new ReceiverSettings.RedisStream(settings, oneByOne(section, queueSize, 256));
  }

  private static RedisStreamSettings.Server server(Section section, Secret password) {
    try {
      RedisAddress address =
          RedisAddress.of(
              section.text("url"), "", password, Optional.empty(), Duration.ofSeconds(1));
      return new RedisStreamSettings.Server(
          address.host(), address.port(), address.database(), address.tls());
    } catch (IllegalArgumentException e) {
      section.problem("url", String.valueOf(e.getMessage()));
      return new RedisStreamSettings.Server("localhost", 1, 0, false);
    }
  }

  // ---- Settings that several types have.

  private static MessageSettings message(Section section) {
    return new MessageSettings(
        link(section), section.pairs("units"), section.integer("in-full", 1, 50));
  }

  private static String link(Section section) {
    String link = section.text("link");
    if (!link.isEmpty() && !link.matches("https?://\\S+")) {
      section.problem(
          "link", "must be empty or an address such as https://weir.example/alert/{id}");
    }
    return link;
  }

  private static ReceiverSettings.Terms oneByOne(Section section, int queueSize, int atOnce) {
    GroupTerms grouping =
        new GroupTerms(
            List.of(GroupTerms.ALL),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            section.choice("min-severity", Alert.Severity.class),
            section.flag("send-resolved"),
            List.of(),
            List.of());
    return terms(section, queueSize, atOnce, section.integer("max-repeats", 1, MOST), grouping);
  }

  private static ReceiverSettings.Terms grouped(Section section, int queueSize) {
    GroupTerms grouping =
        new GroupTerms(
            section.texts("group-by"),
            section.duration("group-wait", Duration.ZERO),
            section.duration("group-interval", SHORTEST),
            section.duration("repeat-interval", SHORTEST),
            section.choice("min-severity", Alert.Severity.class),
            section.flag("send-resolved"),
            List.of(),
            List.of());
    return terms(section, queueSize, 1, 1, grouping);
  }

  private static ReceiverSettings.Terms terms(
      Section section, int queueSize, int atOnce, int logBackoff, GroupTerms grouping) {
    int own = section.integer("queue-size", 0, MOST);
    WhenFull whenFull = section.choice("when-full", WhenFull.class);
    return new ReceiverSettings.Terms(
        own == 0 ? queueSize : own, whenFull, atOnce, logBackoff, grouping);
  }

  private static HttpTarget target(Section section) {
    Secret url = secret(section, "url");
    Duration timeout = section.duration("timeout", Duration.ofMillis(100));
    Map<String, Secret> headers = headers(section.pairs("headers"), section);
    boolean inFile = !section.text("url-file").isEmpty();
    return new HttpTarget(
        inFile ? url : new Secret(url(section, "url", section.text("url")).toString()),
        timeout,
        headers);
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

  private static URI url(Section section, String key, String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (url.getRawUserInfo() != null) {
        section.problem(
            key, "must not hold a user or a password: give headers { Authorization = ... }");
      } else if (http && url.getHost() != null && url.getRawFragment() == null) {
        return url;
      } else {
        section.problem(key, "must be an address such as https://hooks.example.com/alerts");
      }
    } catch (URISyntaxException e) {
      section.problem(key, "is not an address: " + e.getReason());
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
