package dev.weir.alerting.webhook;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.HttpDelivery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Posts notices to a URL, in version 4 of Alertmanager's webhook format. A status of 2xx is a
 * delivery, whatever happens to the body.
 */
public final class WebhookNotifier implements Notifier {

  private final WebhookSettings settings;
  private final InstantSource clock;
  private final HttpDelivery http;

  /**
   * Connects to nothing yet.
   *
   * @param clock for the time in signatures
   */
  public WebhookNotifier(WebhookSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.http = new HttpDelivery(settings.target(), clock);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) throws InterruptedException {
    List<Notice> notices = notification.notices();
    if (notices.isEmpty()) {
      return new Delivery.Delivered();
    }
    byte[] body = Payload.of(settings.name(), notices);
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("Idempotency-Key", Payload.idempotencyKey(notices)));
    headers.addAll(List.of("Weir-Attempt", Integer.toString(attempt)));
    settings
        .secret()
        .ifPresent(secret ->
            headers.addAll(List.of("Weir-Signature", Signature.of(secret, clock.instant(), body))));
    Answer answer = http.post(body, headers.toArray(String[]::new));
    return http.judge(answer);
  }

  @Override
  public Probe probe() throws InterruptedException {
    return http.head();
  }
}
