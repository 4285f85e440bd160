package dev.weir.alerting.slack;

import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.MessageSettings;

/**
 * Holds the settings of an incoming webhook of a chat.
 *
 * @param target the hook; its path is the whole authentication
 */
public record SlackSettings(String name, HttpTarget target, Chat chat, MessageSettings message) {

  /** Whose webhook it is. */
  public enum Chat {
    SLACK,
    MATTERMOST,
    DISCORD
  }
}
