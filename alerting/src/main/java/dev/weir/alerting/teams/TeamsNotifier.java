package dev.weir.alerting.teams;

import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.http.Json;
import dev.weir.alerting.message.AlertText;
import dev.weir.alerting.message.ChatNotifier;
import dev.weir.alerting.message.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Posts adaptive cards to a workflow. An answer of 202 means that the workflow was started; whether
 * the card reached the channel is not known to the sender. Cards stay under 20 KB, since larger
 * ones fail inside the workflow.
 */
public final class TeamsNotifier extends ChatNotifier {

  private static final int LARGEST = 20_000;

  private static final int TOO_LARGE = 413;

  private final HttpDelivery http;

  /** Connects to nothing yet. */
  public TeamsNotifier(TeamsSettings settings, InstantSource clock) {
    super(settings.name(), settings.message());
    this.http = new HttpDelivery(settings.target(), clock);
  }

  @Override
  protected Delivery post(Message message) throws InterruptedException {
    Answer answer = http.post(card(message.within(LARGEST, fewer -> card(fewer).length)));
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
      if (alert.state() != AlertText.State.RESOLVED) {
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
    facts.add(Json.object("title", "State", "value", alert.status()));
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
    if (message.isResolved()) {
      return "Good";
    }
    return switch (message.severity()) {
      case CRITICAL -> "Attention";
      case WARNING -> "Warning";
      case INFO -> "Accent";
    };
  }

  /** A workflow cannot be asked without starting it. */
  @Override
  public Probe probe() throws InterruptedException {
    return http.head();
  }
}
