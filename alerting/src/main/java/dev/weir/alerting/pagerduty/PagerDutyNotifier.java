package dev.weir.alerting.pagerduty;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.http.Json;
import dev.weir.alerting.message.AlertText;
import dev.weir.alerting.message.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends one event for each notification of a group: it triggers while an alert is open, and
 * resolves once all have ended. The key under which PagerDuty merges events is that of the group
 * and of its beginning.
 */
public final class PagerDutyNotifier implements Notifier {

  private static final int LONGEST_SUMMARY = 1_024;
  private static final int MOST_DETAILS = 50;
  private static final int TOO_MANY = 429;

  /** The limits are of minutes. */
  private static final Duration AFTER_TOO_MANY = Duration.ofMinutes(1);

  private final PagerDutySettings settings;
  private final HttpDelivery http;

  /** Connects to nothing yet. */
  public PagerDutyNotifier(PagerDutySettings settings, InstantSource clock) {
    this.settings = settings;
    this.http = new HttpDelivery(settings.target(), clock);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    if (notification.notices().isEmpty()) {
      return new Delivery.Delivered();
    }
    boolean wasOpened =
        notification.notices().stream().anyMatch(notice -> notice.kind() == Notice.Kind.OPENED);
    if (notification.isResolved() && wasOpened) {
      // It began and ended since the last event: an incident that is resolved at once.
      Delivery opened = judge(http.post(Json.bytes(event(notification, "trigger"))));
      if (!opened.equals(new Delivery.Delivered())) {
        return opened;
      }
    }
    String action = notification.isResolved() ? "resolve" : "trigger";
    return judge(http.post(Json.bytes(event(notification, action))));
  }

  private Delivery judge(Answer answer) {
    return switch (answer) {
      case Answer.Status(int code, Duration asked, String _) when code == TOO_MANY ->
          new Delivery.RetryAfter(
              asked.compareTo(AFTER_TOO_MANY) > 0 ? asked : AFTER_TOO_MANY,
              http.describe((Answer.Status) answer));
      case Answer.Status status when status.isSuccess() -> new Delivery.Delivered();
      case Answer.Status status -> redacted(http.judge(status));
      case Answer.Failure failure -> http.judge(failure);
    };
  }

  /** The key stands in the body, so an answer may repeat it. */
  private Delivery redacted(Delivery delivery) {
    String key = settings.routingKey().reveal();
    return switch (delivery) {
      case Delivery.Rejected(String reason) -> new Delivery.Rejected(reason.replace(key, "***"));
      case Delivery.RetryAfter(Duration delay, String reason) ->
          new Delivery.RetryAfter(delay, reason.replace(key, "***"));
      case Delivery.Delivered _, Delivery.PartlyRejected _ -> delivery;
    };
  }

  private Map<String, Object> event(Notification notification, String action) {
    Message message = Message.of(notification, settings.message());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", settings.routingKey().reveal());
    event.put("event_action", action);
    event.put("dedup_key", key(notification));
    event.put("client", "Weir");
    event.put("payload", payload(message, notification));
    String link = message.alerts().getFirst().link();
    if (!link.isEmpty()) {
      event.put("client_url", link);
      event.put("links", List.of(Json.object("href", link, "text", "Open")));
    }
    return event;
  }

  /** Without a group, the key is that of the first alert. */
  private static String key(Notification notification) {
    String of =
        notification.isGrouped()
            ? notification.group() + "\n" + notification.began()
            : notification.notices().getFirst().alert().id();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return "weir:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Map<String, Object> payload(Message message, Notification notification) {
    AlertText worst = message.alerts().getFirst();
    String title = message.title();
    return Json.object(
        "summary",
        title.length() > LONGEST_SUMMARY ? title.substring(0, LONGEST_SUMMARY) : title,
        "source",
        worst.series(),
        "severity",
        message.severity().word(),
        "timestamp",
        notification.isGrouped() ? notification.at().toString() : "",
        "group",
        notification.labels().getOrDefault("source", ""),
        "class",
        "anomaly",
        "custom_details",
        details(message));
  }

  private static Map<String, Object> details(Message message) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("open", message.open());
    if (!message.shared().isEmpty()) {
      details.put("in common", message.shared());
    }
    for (AlertText alert : message.alerts()) {
      if (details.size() < MOST_DETAILS) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", alert.status());
        facts.put("alert", alert.id());
        facts.put("what", alert.sentence());
        alert.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        facts.put("silence", alert.silence());
        details.put(alert.series(), facts);
      }
    }
    if (!message.rest().isEmpty()) {
      details.put("more", message.rest());
    }
    return details;
  }

  /**
   * A resolve of a key that was never used is accepted and dropped; an unknown routing key is not.
   */
  @Override
  public Probe probe() throws InterruptedException {
    Map<String, Object> event =
        Json.object(
            "routing_key",
            settings.routingKey().reveal(),
            "event_action",
            "resolve",
            "dedup_key",
            "weir:probe");
    Answer answer = http.post(Json.bytes(event));
    return switch (judge(answer)) {
      case Delivery.Delivered _, Delivery.PartlyRejected _ ->
          new Probe.Ready("accepts events with the routing key");
      case Delivery.Rejected(String reason) -> new Probe.Failed(reason);
      case Delivery.RetryAfter(var _, String reason) -> new Probe.Failed(reason);
    };
  }
}
