package dev.weir.alerting.teams;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.http.Json;
import dev.weir.alerting.message.AlertText;
import dev.weir.alerting.message.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Posts adaptive cards to a workflow. An answer of 202 means that the workflow was started; whether
 * the card reached the channel is not known to the sender. Cards stay under 20 KB, since larger
 * ones fail inside the workflow.
 */
public final class TeamsNotifier implements Notifier {

  private static final int LARGEST = 20_000;

  /** At most one message a second; the limits of an hour are far below four a second. */
  private static final Duration PACE = Duration.ofMillis(1100);

  private static final int TOO_LARGE = 413;

  private final TeamsSettings settings;
  private final HttpDelivery http;

  /** Connects to nothing yet. */
  public TeamsNotifier(TeamsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.http = new HttpDelivery(settings.target(), clock);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    if (notification.notices().isEmpty()) {
      return new Delivery.Delivered();
    }
    Message message = Message.of(notification, settings.message());
    byte[] body = card(message);
    while (body.length > LARGEST && message.alerts().size() > 1) {
      message = message.withAlerts(message.alerts().size() - 1);
      body = card(message);
    }
    Answer answer = http.post(body);
    boolean tooLarge = answer instanceof Answer.Status status && status.code() == TOO_LARGE;
    return http.judge(tooLarge ? http.post(card(message.withAlerts(1))) : answer);
  }

  private static byte[] card(Message message) {
    List<Object> body = new ArrayList<>();
    body.add(
        Json.object(
            "type",
            "TextBlock",
            "text",
            escaped(message.title()),
            "weight",
            "Bolder",
            "size",
            "Medium",
            "wrap",
            true,
            "color",
            color(message)));
    List<Object> actions = new ArrayList<>();
    for (AlertText alert : message.alerts()) {
      body.add(text(escaped("[" + alert.shortId() + "] " + alert.series())));
      if (!alert.sentence().isEmpty()) {
        body.add(text(escaped(alert.sentence())));
      }
      body.add(Json.object("type", "FactSet", "facts", facts(alert)));
      if (!alert.state().equals("resolved")) {
        body.add(text(escaped(alert.silence())));
      }
      if (!alert.link().isEmpty() && actions.isEmpty()) {
        actions.add(Json.object("type", "Action.OpenUrl", "title", "Open", "url", alert.link()));
      }
    }
    if (!message.rest().isEmpty()) {
      body.add(text(escaped(message.rest())));
    }
    Map<String, Object> content =
        Json.object(
            "$schema",
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "type",
            "AdaptiveCard",
            "version",
            "1.4",
            "msteams",
            Json.object("width", "full"),
            "body",
            body,
            "actions",
            actions);
    return Json.bytes(
        Json.object(
            "type",
            "message",
            "attachments",
            List.of(
                Json.object(
                    "contentType",
                    "application/vnd.microsoft.card.adaptive",
                    "content",
                    content))));
  }

  private static Map<String, Object> text(String text) {
    return Json.object("type", "TextBlock", "text", text, "wrap", true);
  }

  private static List<Object> facts(AlertText alert) {
    List<Object> facts = new ArrayList<>();
    facts.add(Json.object("title", "State", "value", alert.state() + ", " + alert.severity()));
    for (AlertText.Fact fact : alert.facts()) {
      facts.add(Json.object("title", escaped(fact.name()), "value", escaped(fact.value())));
    }
    return facts;
  }

  /** Cards read a part of Markdown. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\_*\\[\\]`])", "\\\\$1");
  }

  private static String color(Message message) {
    if (message.status().equals("resolved")) {
      return "Good";
    }
    return switch (message.severity()) {
      case "critical" -> "Attention";
      case "warning" -> "Warning";
      default -> "Accent";
    };
  }

  /** A workflow cannot be asked without starting it. */
  @Override
  public Probe probe() throws InterruptedException {
    return http.head();
  }
}
