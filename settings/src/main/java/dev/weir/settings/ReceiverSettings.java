package dev.weir.settings;

import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.webhook.WebhookSettings;

/** One receiver of alerts, as configured. */
public sealed interface ReceiverSettings {

  String name();

  Terms terms();

  /**
   * On which terms it is told.
   *
   * @param atOnce most notices in one delivery
   * @param logBackoff most notices it may be told again after a crash
   */
  record Terms(int queueSize, WhenFull whenFull, int atOnce, int logBackoff) {}

  record Log(String name, Terms terms) implements ReceiverSettings {}

  record Webhook(WebhookSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }
  }
}
