package dev.weir.alerting.alertmanager;

import dev.weir.alerting.http.Answer;
import dev.weir.alerting.http.Breaker;
import dev.weir.alerting.http.HttpDelivery;
import dev.weir.alerting.http.HttpTarget;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One instance of Alertmanager. For one thread. */
final class Instance {

  private final HttpTarget target;
  private final HttpDelivery http;
  private final LongSupplier nanoTime;
  private final Breaker breaker = new Breaker();

  Instance(HttpTarget target, InstantSource clock, LongSupplier nanoTime) {
    this.target = target;
    this.http = new HttpDelivery(target, clock);
    this.nanoTime = nanoTime;
  }

  /** A post that was sent, or could not be. */
  sealed interface Post {

    record Sent(HttpDelivery.Call call) implements Post {}

    record Unsent(Answer answer) implements Post {}
  }

  /** Sends alerts; does not wait. */
  Post send(byte[] alerts) {
    if (!breaker.allows(nanoTime.getAsLong())) {
      return new Post.Unsent(
          new Answer.Failure(target + " failed three times in a row and is tried again later"));
    }
    try {
      return new Post.Sent(http.start(base -> request(base, alerts)));
    } catch (java.io.UncheckedIOException | IllegalArgumentException e) {
      return new Post.Unsent(HttpDelivery.unsent(e));
    }
  }

  /** Waits for the answer to a post. */
  Answer answer(Post post) throws InterruptedException {
    return switch (post) {
      case Post.Unsent(Answer answer) -> answer;
      case Post.Sent(HttpDelivery.Call call) -> {
        Answer answer = call.await();
        switch (answer) {
          case Answer.Status _ -> breaker.succeeded();
          case Answer.Failure _ -> breaker.failed(nanoTime.getAsLong());
        }
        yield answer;
      }
    };
  }

  /** Posts and waits. */
  Answer post(byte[] alerts) throws InterruptedException {
    return answer(send(alerts));
  }

  private HttpRequest request(URI base, byte[] alerts) {
    return http.request(path(base, "/api/v2/alerts"))
        .setHeader("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(alerts))
        .build();
  }

  /** Why alerts would not be taken; empty if they would. */
  Optional<String> problem() throws InterruptedException {
    Answer status = http.call(base -> http.request(path(base, "/api/v2/status")).GET().build());
    Answer empty = status instanceof Answer.Status ? post(new byte[] {'[', ']'}) : status;
    return switch (empty) {
      case Answer.Status answered when answered.isSuccess() -> Optional.empty();
      case Answer.Status answered ->
          Optional.of(
              http.describe(answered)
                  + " to an empty list of alerts: is this the base address of Alertmanager?");
      case Answer.Failure(String reason) -> Optional.of(reason);
    };
  }

  /** An address below the base, which may have a path of its own. */
  private static URI path(URI base, String path) {
    String root = base.getRawPath() == null ? "" : base.getRawPath();
    String prefix = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    return base.resolve(prefix + path);
  }

  dev.weir.alerting.Notifier.Delivery judge(Answer answer) {
    return http.judge(answer);
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
