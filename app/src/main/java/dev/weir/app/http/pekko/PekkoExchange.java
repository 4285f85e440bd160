package dev.weir.app.http.pekko;

import dev.weir.app.http.ingest.Inflated;
import dev.weir.app.http.routing.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;

/** A request of Pekko HTTP. */
final class PekkoExchange implements Exchange {

  /** A whole body arrives within this time, or the request fails. */
  private static final long PATIENCE_MILLIS = 15_000;

  private final HttpRequest request;
  private final String client;
  private final Materializer materializer;
  private boolean taken;

  PekkoExchange(HttpRequest request, String client, ActorSystem<?> system) {
    this.request = request;
    this.client = client;
    this.materializer = Materializer.matFromSystem(system);
  }

  @Override
  public String client() {
    return client;
  }

  @Override
  public String method() {
    return request.method().value();
  }

  @Override
  public String path() {
    return request.getUri().getPathString();
  }

  @Override
  public String query() {
    return request.getUri().rawQueryString().orElse("");
  }

  @Override
  public Optional<String> header(String name) {
    if (name.equalsIgnoreCase("Content-Type")) {
      String type = request.entity().getContentType().toString();
      return type.equals("none/none") ? Optional.empty() : Optional.of(type);
    }
    return request.getHeader(name).map(HttpHeader::value);
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      if (header.name().equalsIgnoreCase(name)) {
        values.add(header.value());
      }
    }
    return values;
  }

  @Override
  public CompletionStage<byte[]> body(int most) {
    OptionalLong length = request.entity().getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > most) {
      return CompletableFuture.failedFuture(new BodyTooLargeException(most));
    }
    taken = true;
    return request
        .entity()
        .withSizeLimit(most + 1L)
        .toStrict(PATIENCE_MILLIS, most + 1L, materializer)
        .handle((entity, failure) -> {
          if (failure == null && entity.getData().size() <= most) {
            return entity.getData().toArray();
          }
          if (failure == null) {
            throw new CompletionException(new BodyTooLargeException(most));
          }
          throw new CompletionException(reason(failure, most));
        });
  }

  private static Throwable reason(Throwable failure, int most) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case EntityStreamSizeException _ -> new BodyTooLargeException(most);
      case EntityStreamException stream
          when String.valueOf(stream.getMessage()).contains("too large") ->
          new BodyTooLargeException(most);
      case EntityStreamException _ ->
          new Inflated.BadBodyException("the body is cut short, or its chunks are malformed");
      case null, default -> failure;
    };
  }

  /** Frees what no handler has read. */
  void discardUnread() {
    if (!taken) {
      request.discardEntityBytes(materializer);
    }
  }
}
