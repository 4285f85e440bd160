package dev.weir.app.http.routing;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.monitoring.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Holds an answer to a request.
 *
 * @param status of HTTP, such as 200
 * @param type the media type of the body
 * @param headers further headers by name; one of {@link HttpApi} with the same name is left out
 */
public record Reply(int status, String type, Body body, Map<String, String> headers) {

  /** Holds the body of an answer. */
  public sealed interface Body {}

  /** A text, which is sent in UTF-8. */
  public record Text(String text) implements Body {}

  /** The answer has no body. */
  public record Nothing() implements Body {}

  /** Bytes that are sent as they are. */
  public record Bytes(ByteString bytes) implements Body {}

  /** Texts that are sent one by one, as fast as the client takes them. */
  public record Texts(Source<String, NotUsed> texts) implements Body {}

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** 204, without a body. */
  public static final Reply NO_CONTENT = new Reply(204, "", new Nothing(), Map.of());

  /** The media type of a problem, RFC 9457. */
  public static final String PROBLEM = "application/problem+json";

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** 200 with a JSON text. */
  public static Reply json(String body) {
    return text(JSON, body);
  }

  /** 200 with a text of another type. */
  public static Reply text(String type, String body) {
    return new Reply(200, type, new Text(body), Map.of());
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
    return new Reply(status, PROBLEM, new Text(body), Map.of());
  }

  /** 200 with bytes of another type. */
  public static Reply bytes(String type, ByteString body) {
    return new Reply(200, type, new Bytes(body), Map.of());
  }

  /** 200 with texts that follow one another. */
  public static Reply texts(String type, Source<String, NotUsed> body) {
    return new Reply(200, type, new Texts(body), Map.of());
  }

  /** The reply with another status. */
  public Reply withStatus(int other) {
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
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 421 -> "Misdirected Request";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
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
