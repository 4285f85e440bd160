package dev.weir.alerting.slack;

import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.message.ChatNotifier;
import dev.weir.alerting.message.Message;
import java.time.InstantSource;

/**
 * Posts messages to an incoming webhook. Slack and Mattermost have taken a message only if they
 * answer {@code ok}.
 */
public final class SlackNotifier extends ChatNotifier {

  private static final String TAKEN = "ok";

  private final SlackSettings.Chat chat;
  private final HttpDelivery http;

  /** Connects to nothing yet. */
  public SlackNotifier(SlackSettings settings, InstantSource clock) {
    super(settings.name(), settings.message());
    this.chat = settings.chat();
    this.http = new HttpDelivery(settings.target(), clock);
  }

  @Override
  protected Delivery post(Message message) throws InterruptedException {
    Answer answer = http.post(ChatBody.of(chat, message));
    boolean unclear =
        chat != SlackSettings.Chat.DISCORD
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
        chat == SlackSettings.Chat.DISCORD
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
