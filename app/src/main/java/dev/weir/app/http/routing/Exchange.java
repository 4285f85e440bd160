package dev.weir.app.http.routing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A request as it came, and its body, which is read only if a handler asks for it. */
public interface Exchange {

  /** Such as GET. */
  String method();

  /** Percent-encoded, without the query. */
  String path();

  /** Without the question mark; empty for none. */
  String query();

  /** The address of the client, or its network. */
  default String client() {
    return "unknown";
  }

  /** The value of a header, whatever the case of its name. */
  Optional<String> header(String name);

  /** The values of a header in their order, whatever the case of its name. */
  default List<String> headers(String name) {
    return header(name).stream().toList();
  }

  /**
   * Reads the body. To be called at most once, before the handler returns.
   *
   * @param most bytes; a longer body fails with {@link BodyTooLargeException}
   */
  CompletionStage<byte[]> body(int most);

  /** The body is longer than the handler takes. */
  final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    public BodyTooLargeException(long most) {
      super("the body is longer than %d bytes".formatted(most));
    }
  }

  /** A request without headers and body. */
  record Plain(String method, String path, String query) implements Exchange {

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public CompletionStage<byte[]> body(int most) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
  }
}
