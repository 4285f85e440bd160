package dev.weir.alerting.slack;

import dev.weir.alerting.http.Json;
import dev.weir.alerting.message.AlertText;
import dev.weir.alerting.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of the three chats. Each stays within the limits that their documents name. */
final class ChatBody {

  private static final int SLACK_BLOCKS = 13_000;
  private static final int SLACK_SECTION = 3_000;
  private static final int MATTERMOST_TEXT = 16_000;
  private static final int DISCORD_EMBEDS = 6_000;
  private static final int DISCORD_DESCRIPTION = 4_000;
  private static final int DISCORD_TITLE = 256;

  private ChatBody() {}

  /** With as many alerts in full as the chat takes. */
  static byte[] of(SlackSettings.Chat chat, Message message) {
    int limit =
        switch (chat) {
          case SLACK -> SLACK_BLOCKS;
          case MATTERMOST -> MATTERMOST_TEXT;
          case DISCORD -> DISCORD_EMBEDS;
        };
    Message fitting = message.within(limit, shorter -> size(chat, shorter));
    return Json.bytes(
        switch (chat) {
          case SLACK -> slack(fitting);
          case MATTERMOST -> mattermost(fitting);
          case DISCORD -> discord(fitting);
        });
  }

  private static int size(SlackSettings.Chat chat, Message message) {
    int size = message.title().length() + message.rest().length();
    for (AlertText alert : message.alerts()) {
      size += section(chat, alert).length();
    }
    return size;
  }

  // ---- Slack.

  private static Map<String, Object> slack(Message message) {
    List<Object> blocks = new ArrayList<>();
    blocks.add(block("*" + escaped(message.title()) + "*"));
    for (AlertText alert : message.alerts()) {
      blocks.add(block(cut(section(SlackSettings.Chat.SLACK, alert), SLACK_SECTION)));
    }
    if (!message.rest().isEmpty()) {
      blocks.add(block(escaped(message.rest())));
    }
    return Json.object(
        "text",
        escaped(message.title()),
        "attachments",
        List.of(Json.object("color", color(message), "blocks", blocks)));
  }

  private static Map<String, Object> block(String text) {
    return Json.object("type", "section", "text", Json.object("type", "mrkdwn", "text", text));
  }

  // ---- Mattermost: blocks are ignored, so everything stands in the text of an attachment.

  private static Map<String, Object> mattermost(Message message) {
    StringBuilder text = new StringBuilder();
    for (AlertText alert : message.alerts()) {
      text.append(section(SlackSettings.Chat.MATTERMOST, alert)).append("\n\n");
    }
    text.append(escaped(message.rest()));
    return Json.object(
        "attachments",
        List.of(
            Json.object(
                "fallback",
                escaped(message.title()),
                "color",
                color(message),
                "title",
                escaped(message.title()),
                "text",
                cut(text.toString(), MATTERMOST_TEXT))));
  }

  // ---- Discord: its own form, with embeds; nobody is mentioned.

  private static Map<String, Object> discord(Message message) {
    StringBuilder text = new StringBuilder();
    for (AlertText alert : message.alerts()) {
      text.append(section(SlackSettings.Chat.DISCORD, alert)).append("\n\n");
    }
    text.append(message.rest());
    String link = message.alerts().isEmpty() ? "" : message.alerts().getFirst().link();
    Map<String, Object> embed =
        Json.object(
            "title",
            cut(message.title(), DISCORD_TITLE),
            "description",
            cut(text.toString(), DISCORD_DESCRIPTION),
            "url",
            link,
            "color",
            Integer.parseInt(color(message).substring(1), 16));
    return Json.object(
        "embeds", List.of(embed), "allowed_mentions", Json.object("parse", List.of()));
  }

  // ---- All of them.

  private static String section(SlackSettings.Chat chat, AlertText alert) {
    String bold = chat == SlackSettings.Chat.SLACK ? "*" : "**";
    StringBuilder text = new StringBuilder();
    text.append(code(alert.series())).append(' ');
    text.append(bold).append(alert.status()).append(bold);
    text.append(" [").append(shown(chat, alert.shortId())).append(']');
    if (!alert.sentence().isEmpty()) {
      text.append('\n').append(shown(chat, alert.sentence()));
    }
    for (AlertText.Fact fact : alert.facts()) {
      text.append("\n• ").append(shown(chat, fact.name())).append(": ").append(code(fact.value()));
    }
    if (!alert.link().isEmpty()) {
      text.append('\n').append(alert.link());
    }
    if (alert.state() != AlertText.State.RESOLVED) {
      text.append('\n').append(code(alert.silence()));
    }
    return text.toString();
  }

  /** Discord shows entities as they are; it mentions nobody because of allowed_mentions. */
  private static String shown(SlackSettings.Chat chat, String text) {
    return chat == SlackSettings.Chat.DISCORD ? text : escaped(text);
  }

  /** Names and values stand in code spans: there nothing formats and nobody is mentioned. */
  private static String code(String text) {
    return "`" + escaped(text.replace('`', '\'')) + "`";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** The colour goes with the word: it is never the only sign. */
  private static String color(Message message) {
    if (message.isResolved()) {
      return "#16a34a";
    }
    return switch (message.severity()) {
      case CRITICAL -> "#dc2626";
      case WARNING -> "#d97706";
      case INFO -> "#6b7280";
    };
  }
}
