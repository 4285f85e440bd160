package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Exchange;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A POST request with headers and a body, without a connection. */
@SuppressWarnings("ArrayRecordComponent") // Requests are not compared.
record SentRequest(String path, String query, Map<String, String> headers, byte[] content)
    implements Exchange {

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public CompletionStage<byte[]> body(int most) {
    return content.length > most
        ? CompletableFuture.failedFuture(new BodyTooLargeException(most))
        : CompletableFuture.completedFuture(content);
  }
}
