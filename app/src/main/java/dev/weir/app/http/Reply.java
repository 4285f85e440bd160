package dev.weir.app.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.monitoring.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An answer to a request.
 *
 * @param status of HTTP, such as 200
 * @param type the media type of the body
 * @param headers further headers by name
 */
public record Reply(int status, String type, String body, Map<String, String> headers) {

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** The media type of a problem, RFC 9457. */
  public static final String PROBLEM = "application/problem+json";

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** 200 with a JSON text. */
  public static Reply json(String body) {
    return new Reply(200, JSON, body, Map.of());
  }

  /** 200 with a text of another type. */
  public static Reply text(String type, String body) {
    return new Reply(200, type, body, Map.of());
  }

  /**
   * A problem, RFC 9457.
   *
   * @param status 400 to 599
   * @param detail one sentence for a person; hidden characters in it are replaced
   */
  public static Reply problem(int status, String detail) {
    String body =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title(status), status, escaped(detail));
    return new Reply(status, PROBLEM, body, Map.of());
  }

  /** The reply with another status. */
  Reply withStatus(int other) {
    return new Reply(other, type, body, headers);
  }

  /** The reply with one more header. */
  public Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, body, more);
  }

  /** The reply of a handler that need not wait. */
  public CompletionStage<Reply> now() {
    return CompletableFuture.completedFuture(this);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 421 -> "Misdirected Request";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Error";
    };
  }

  private static String escaped(String text) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(Printable.of(text)));
  }
}
