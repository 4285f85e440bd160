package dev.weir.alerting.teams;

import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.MessageSettings;
import java.util.Locale;

/**
 * Holds the settings of a workflow webhook.
 *
 * @param target its query holds the signature that is the authentication
 */
public record TeamsSettings(String name, HttpTarget target, MessageSettings message) {

  /** Whether an address is of the connectors that Microsoft has switched off. */
  public static boolean isRetired(String url) {
    return url.toLowerCase(Locale.ROOT).contains(".webhook.office.com");
  }
}
