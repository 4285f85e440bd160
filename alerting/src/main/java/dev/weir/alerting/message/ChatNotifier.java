package dev.weir.alerting.message;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import java.time.Duration;

/** Posts each notification to a chat as one message, at most one in 1.1 s. */
public abstract class ChatNotifier implements Notifier {

  /** Slack allows one message a second for each hook; the workflows of Teams allow four. */
  private static final Duration PACE = Duration.ofMillis(1100);

  private final String name;
  private final MessageSettings settings;

  protected ChatNotifier(String name, MessageSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Duration pace() {
    return PACE;
  }

  @Override
  public final Delivery deliver(Notification notification, int attempt)
      throws InterruptedException {
    return notification.notices().isEmpty()
        ? new Delivery.Delivered()
        : post(Message.of(notification, settings));
  }

  /** Posts a message, with as many of its alerts in full as the chat takes. */
  protected abstract Delivery post(Message message) throws InterruptedException;
}
