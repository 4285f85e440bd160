package dev.weir.alerting.http;

import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.Notifier.Probe;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls one server: one deadline for the whole exchange, no redirects, no proxy, at most 4 KiB of
 * an answer, and texts without what is secret in the address or the headers. For one thread at a
 * time.
 */
public final class HttpDelivery {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final int QUOTED = 120;
  private static final String AGENT = "weir/0.1.0";

  private final HttpTarget target;
  private final InstantSource clock;
  private HttpClient client;

  /**
   * Connects to nothing yet.
   *
   * @param clock for a {@code Retry-After} that is a date
   */
  public HttpDelivery(HttpTarget target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
    this.client = client(target.timeout());
  }

  private static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
        .build();
  }

  /** A call that was sent and whose answer is awaited. */
  public final class Call {
    private final Reply reply = new Reply();
    private final CompletableFuture<HttpResponse<String>> answer;
    private final HttpClient by = client;

    private Call(HttpRequest request) {
      answer = by.sendAsync(request, reply);
    }

    /** Waits at most as long as the timeout of the target. */
    public Answer await() throws InterruptedException {
      boolean whole = false;
      try {
        String text = answer.get(target.timeout().toNanos(), TimeUnit.NANOSECONDS).body();
        whole = true;
        return reply.head().map(head -> status(head, text)).orElseGet(() -> silent());
      } catch (TimeoutException e) {
        return reply.head().map(head -> status(head, "")).orElseGet(() -> silent());
      } catch (ExecutionException e) {
        return reply
            .head()
            .map(head -> status(head, ""))
            .orElseGet(() -> new Answer.Failure(reason(e.getCause())));
      } finally {
        if (!whole) {
          closeConnection(by);
        }
      }
    }
  }

  /** Posts JSON to the address of the target, with headers given as names and values in turn. */
  public Answer post(byte[] json, String... headers) throws InterruptedException {
    return call(url -> {
      HttpRequest.Builder request =
          request(url)
              .setHeader("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(json));
      for (int i = 0; i < headers.length; i += 2) {
        request.setHeader(headers[i], headers[i + 1]);
      }
      return request.build();
    });
  }

  /** Sends a request made from the address of the target, and waits for the answer. */
  public Answer call(Function<URI, HttpRequest> request) throws InterruptedException {
    try {
      return start(request).await();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return unsent(e);
    }
  }

  /**
   * Sends a request made from the address of the target.
   *
   * @throws UncheckedIOException if a secret cannot be read
   * @throws IllegalArgumentException if the address or a header is malformed
   */
  public Call start(Function<URI, HttpRequest> request) {
    return new Call(request.apply(target.uri()));
  }

  /** The failure of a call that could not be made. */
  public static Answer unsent(RuntimeException e) {
    return new Answer.Failure(Printable.of(String.valueOf(e.getMessage()), QUOTED));
  }

  /** A request with the headers of the target. */
  public HttpRequest.Builder request(URI url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(target.timeout()).setHeader("User-Agent", AGENT);
    target.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request;
  }

  /** Whether anything answers: sends HEAD and accepts every status. */
  public Probe head() throws InterruptedException {
    Answer answer =
        call(url -> request(url).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
    return switch (answer) {
      case Answer.Status(int code, var _, var _) ->
          new Probe.Unproven("%s answers (%d to HEAD)".formatted(target.host(), code));
      case Answer.Failure(String reason) -> new Probe.Failed(reason);
    };
  }

  /**
   * The delivery that an answer amounts to. 2xx is a success. 408, 425, 429, 3xx, 5xx and failures
   * are tried again; every other 4xx is final.
   */
  public Delivery judge(Answer answer) {
    return switch (answer) {
      case Answer.Failure(String reason) -> new Delivery.RetryAfter(Duration.ZERO, reason);
      case Answer.Status status when status.isSuccess() -> new Delivery.Delivered();
      case Answer.Status status when isFinal(status.code()) ->
          new Delivery.Rejected(describe(status));
      case Answer.Status status -> {
        String hint =
            status.code() / 100 == 3
                ? "; redirects are not followed: configure the other address"
                : "";
        yield new Delivery.RetryAfter(status.retryAfter(), describe(status) + hint);
      }
    };
  }

  /** Whether to try again makes no sense. */
  private static boolean isFinal(int code) {
    return code / 100 == 4 && code != 408 && code != 425 && code != 429;
  }

  /** The status and how its body begins, on one line, without secrets. */
  public String describe(Answer.Status status) {
    String text = Printable.of(target.redact(status.body()).strip(), QUOTED).strip();
    String quoted = text.isEmpty() ? "" : " (" + text + ")";
    return "%s answered %d%s".formatted(target.host(), status.code(), quoted);
  }

  /** The client keeps a connection open on which it got a malformed reply, until it is ended. */
  private void closeConnection(HttpClient broken) {
    broken.shutdownNow();
    if (client.equals(broken)) {
      client = client(target.timeout());
    }
  }

  private Answer status(HttpResponse.ResponseInfo head, String text) {
    String asked = head.headers().firstValue("Retry-After").orElse("");
    return new Answer.Status(head.statusCode(), wait(asked), text);
  }

  private Answer silent() {
    return new Answer.Failure(
        "%s did not answer within %d ms".formatted(target.host(), target.timeout().toMillis()));
  }

  /** The failure in words, without the address, whose path and query may be secret. */
  private String reason(@Nullable Throwable cause) {
    String what =
        switch (cause) {
          case HttpTimeoutException _ -> "it did not answer in time";
          case ConnectException _ -> "it refuses connections, or there is no such host";
          case IOException e when e.getMessage() != null ->
              Printable.of(target.redact(e.getMessage()), QUOTED);
          case IOException _ -> "the connection was lost before it answered";
          case null, default -> "its reply cannot be read as HTTP";
        };
    return target.host() + ": " + what;
  }

  /** Whole or fractional seconds, or a date; zero for everything else. */
  private Duration wait(String asked) {
    if (asked.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return Duration.ofNanos(new java.math.BigDecimal(asked).movePointRight(9).longValue());
    }
    try {
      Instant until = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
