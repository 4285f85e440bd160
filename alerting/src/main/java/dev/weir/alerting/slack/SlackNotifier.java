package dev.weir.alerting.slack;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.message.Message;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Posts messages to an incoming webhook. Slack and Mattermost have taken a message only if they
 * answer {@code ok}.
 */
public final class SlackNotifier implements Notifier {

  /** Slack allows one message a second for each hook. */
  private static final Duration PACE = Duration.ofMillis(1100);

  private static final String TAKEN = "ok";

  private final SlackSettings settings;
  private final HttpDelivery http;

  /** Connects to nothing yet. */
  public SlackNotifier(SlackSettings settings, InstantSource clock) {
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
    Answer answer = http.post(ChatBody.of(settings.chat(), message));
    boolean unclear =
        settings.chat() != SlackSettings.Chat.DISCORD
            && answer instanceof Answer.Status status
            && status.isSuccess()
            && !status.body().strip().equals(TAKEN);
    return unclear
        ? new Delivery.Rejected(http.describe((Answer.Status) answer) + " instead of ok")
        : http.judge(answer);
  }

  /** Discord tells the name of a hook; the others refuse an empty message if the hook exists. */
  @Override
  public Probe probe() throws InterruptedException {
    Answer answer =
        settings.chat() == SlackSettings.Chat.DISCORD
            ? http.call(url -> http.request(url).GET().build())
            : http.post(new byte[] {'{', '}'});
    return switch (answer) {
      case Answer.Failure(String reason) -> new Probe.Failed(reason);
      case Answer.Status status when status.isSuccess() || status.code() == 400 ->
          new Probe.Ready(http.describe(status));
      case Answer.Status status -> new Probe.Failed(http.describe(status));
    };
  }
}
