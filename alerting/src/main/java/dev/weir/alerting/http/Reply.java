package dev.weir.alerting.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads the answer of a receiver: the status is known as soon as it arrives, and only the beginning
 * of the body is kept.
 */
final class Reply implements HttpResponse.BodyHandler<String> {

  /** How much of a body is read, in bytes. */
  static final int LARGEST_BODY = 4096;

  private volatile Optional<HttpResponse.ResponseInfo> head = Optional.empty();

  /** Status and headers, once they have come. */
  Optional<HttpResponse.ResponseInfo> head() {
    return head;
  }

  @Override
  public HttpResponse.BodySubscriber<String> apply(HttpResponse.ResponseInfo info) {
    head = Optional.of(info);
    return new Beginning();
  }

  private static final class Beginning implements HttpResponse.BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(LARGEST_BODY);
    private Optional<Flow.Subscription> subscription = Optional.empty();

    @Override
    public CompletionStage<String> getBody() {
      return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
      subscription = Optional.of(to);
      to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        int length = Math.min(buffer.remaining(), bytes.remaining());
        bytes.put(buffer.slice(buffer.position(), length));
      }
      if (bytes.hasRemaining()) {
        subscription.ifPresent(s -> s.request(1));
      } else {
        subscription.ifPresent(Flow.Subscription::cancel);
        onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // The status has come: what was to follow does not change it.
      onComplete();
    }

    @Override
    public void onComplete() {
      text.complete(StandardCharsets.UTF_8.decode(bytes.duplicate().flip()).toString());
    }
  }
}
