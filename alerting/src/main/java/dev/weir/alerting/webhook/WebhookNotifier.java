package dev.weir.alerting.webhook;

import dev.weir.alerting.Notice;
import dev.weir.alerting.Notifier;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts notices to a URL. A status of 2xx is a delivery, whatever becomes of the body. 408, 425,
 * 429, what is no success and no client's fault, and every failure of the network are tried again;
 * any other 4xx is a refusal. A redirect is not followed.
 */
public final class WebhookNotifier implements Notifier {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final int QUOTED = 120;

  private final WebhookSettings settings;
  private final InstantSource clock;

  /** Used by the thread of its receiver alone. */
  private HttpClient client;

  /**
   * Connects to nothing yet.
   *
   * @param clock for the time in signatures
   */
  public WebhookNotifier(WebhookSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client = client(settings.timeout());
  }

  private static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
        .build();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(List<Notice> notices, int attempt) throws InterruptedException {
    if (notices.isEmpty()) {
      return new Delivery.Delivered();
    }
    byte[] body = Payload.of(settings.name(), notices);
    HttpRequest.Builder request =
        request()
            .setHeader("Content-Type", "application/json")
            .setHeader("Idempotency-Key", Payload.idempotencyKey(notices))
            .setHeader("Weir-Attempt", Integer.toString(attempt))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    settings
        .secret()
        .ifPresent(secret ->
            request.setHeader("Weir-Signature", Signature.of(secret, clock.instant(), body)));
    return switch (call(request.build())) {
      case Answer.Status(int status, String asked, String text) -> judge(status, asked, text);
      case Answer.Failure(String reason) -> new Delivery.RetryAfter(Duration.ZERO, reason);
    };
  }

  /** Why it cannot be reached; empty if something answers. Sends no notice. */
  public Optional<String> unreachable() throws InterruptedException {
    HttpRequest request = request().method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    return switch (call(request)) {
      case Answer.Status _ -> Optional.empty();
      case Answer.Failure(String reason) -> Optional.of(reason);
    };
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .setHeader("User-Agent", "weir/0.1.0");
    settings.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request;
  }

  private sealed interface Answer {
    /** Something answered; the text is how the body begins. */
    record Status(int status, String retryAfter, String text) implements Answer {}

    record Failure(String reason) implements Answer {}
  }

  private Answer call(HttpRequest request) throws InterruptedException {
    Reply reply = new Reply();
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, reply);
    boolean whole = false;
    try {
      String text = answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS).body();
      whole = true;
      return reply.head().map(head -> status(head, text)).orElseGet(this::silent);
    } catch (TimeoutException e) {
      return reply.head().map(head -> status(head, "")).orElseGet(this::silent);
    } catch (ExecutionException e) {
      return reply
          .head()
          .map(head -> status(head, ""))
          .orElseGet(() -> new Answer.Failure(said(e.getCause())));
    } finally {
      if (!whole) {
        closeConnection();
      }
    }
  }

  /** The client leaves a connection open on which it got a malformed reply, until it is ended. */
  private void closeConnection() {
    client.shutdownNow();
    client = client(settings.timeout());
  }

  private static Answer status(HttpResponse.ResponseInfo head, String text) {
    return new Answer.Status(
        head.statusCode(), head.headers().firstValue("Retry-After").orElse(""), text);
  }

  private Answer silent() {
    return new Answer.Failure(
        "%s did not answer within %d ms".formatted(settings.host(), settings.timeout().toMillis()));
  }

  /** What failed, without the address: it may hold what is secret. */
  private String said(@Nullable Throwable cause) {
    String what =
        switch (cause) {
          case HttpTimeoutException _ -> "it did not answer in time";
          case ConnectException _ -> "it refuses connections, or there is no such host";
          case IOException e when e.getMessage() != null -> Printable.of(e.getMessage(), QUOTED);
          case IOException _ -> "the connection was lost before it answered";
          case null, default -> "its reply cannot be read as HTTP";
        };
    return settings.host() + ": " + what;
  }

  private Delivery judge(int status, String asked, String text) {
    if (status / 100 == 2) {
      return new Delivery.Delivered();
    }
    String said = "%s answered %d%s".formatted(settings.host(), status, quote(text));
    boolean later = status == 408 || status == 425 || status == 429;
    if (status / 100 == 4 && !later) {
      return new Delivery.Rejected(said);
    }
    String more = status / 100 == 3 ? "; redirects are not followed: give the other address" : "";
    return new Delivery.RetryAfter(wait(asked), said + more);
  }

  /** Seconds, or a date. */
  private Duration wait(String asked) {
    if (asked.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(asked));
    }
    try {
      Instant until = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static String quote(String text) {
    String printable = Printable.of(text.strip(), QUOTED).strip();
    if (printable.isEmpty()) {
      return "";
    }
    return " (" + printable + ")";
  }
}
