package dev.weir.settings.receiver;

import dev.weir.alerting.Subscription.WhenFull;
import dev.weir.alerting.alertmanager.AlertmanagerSettings;
import dev.weir.alerting.email.EmailSettings;
import dev.weir.alerting.message.MessageSettings;
import dev.weir.alerting.pagerduty.PagerDutySettings;
import dev.weir.alerting.redis.RedisStreamSettings;
import dev.weir.alerting.route.GroupTerms;
import dev.weir.alerting.slack.SlackSettings;
import dev.weir.alerting.teams.TeamsSettings;
import dev.weir.alerting.webhook.WebhookSettings;
import java.util.Optional;

/** Holds one receiver of alerts as it is configured. */
public sealed interface ReceiverSettings {

  String name();

  Terms terms();

  /** Settings of the messages that it writes for people; empty if it writes none. */
  Optional<MessageSettings> message();

  /**
   * How it is notified.
   *
   * @param atOnce most notices in one delivery
   * @param logBackoff most notices it may get again after a crash
   * @param grouping how alerts are grouped where no route says otherwise; without effect but for
   *     the lowest severity and the ends where notices are delivered one by one
   */
  record Terms(int queueSize, WhenFull whenFull, int atOnce, int logBackoff, GroupTerms grouping) {}

  record Log(String name, Terms terms) implements ReceiverSettings {
    @Override
    public Optional<MessageSettings> message() {
      return Optional.empty();
    }
  }

  record Webhook(WebhookSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.empty();
    }
  }

  record Alertmanager(AlertmanagerSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.empty();
    }
  }

  /** Slack, Mattermost or Discord. */
  record Slack(SlackSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.of(settings.message());
    }
  }

  record Teams(TeamsSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.of(settings.message());
    }
  }

  record PagerDuty(PagerDutySettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.of(settings.message());
    }
  }

  record Email(EmailSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.of(settings.message());
    }
  }

  record RedisStream(RedisStreamSettings settings, Terms terms) implements ReceiverSettings {
    @Override
    public String name() {
      return settings.name();
    }

    @Override
    public Optional<MessageSettings> message() {
      return Optional.empty();
    }
  }
}
