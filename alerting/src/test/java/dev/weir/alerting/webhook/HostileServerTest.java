package dev.weir.alerting.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.Notifier.Delivery.Delivered;
import dev.weir.alerting.Notifier.Delivery.RetryAfter;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.http.RawEndpoint;
import dev.weir.alerting.http.RawEndpoint.Ending;
import dev.weir.alerting.http.RawEndpoint.Once;
import dev.weir.alerting.http.RawEndpoint.Repeats;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile server in place of a receiver: a delivery costs bounded time and memory. */
@Timeout(60)
class HostileServerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** What the buffers of both sockets may take, and a few hundred KiB of a reply. */
  private static final long MOST_READ = 32L << 20;

  @Test
  void endless_headers_are_cut_off() throws Exception {
    String line = "X-Long: " + "x".repeat(1000) + "\r\n";
    assertFailsEarly("HTTP/1.1 200 OK\r\n", new Repeats(line));
    assertFailsEarly("HTTP/1.1 200 OK\r\nX: ", new Repeats("x".repeat(1000)));
    assertFailsEarly("HTTP/1.1 200 OK\r\n", new Repeats("x".repeat(1000)));
    assertFailsEarly("HTTP/1.1 200 OK\r\nX: a\r\n", new Repeats(" folded\r\n"));
  }

  @Test
  void an_endless_status_line_is_cut_off() throws Exception {
    assertFailsEarly("", new Repeats("x".repeat(1000)));
    assertFailsEarly("HTTP/1.1 200 ", new Repeats("x".repeat(1000)));
  }

  @Test
  void a_flood_of_interim_replies_is_cut_off() throws Exception {
    assertFailsEarly("", new Repeats("HTTP/1.1 100 Continue\r\n\r\n"));
    assertFailsEarly("", new Repeats("HTTP/1.1 102 Processing\r\nA: b\r\n\r\n"));
    assertFailsEarly("", new Repeats("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 500 no\r\n\r\n",
        "HTTP/1.1 500 no\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n",
        "HTTP/1.1 500 no\r\nContent-Length: 9223372036854775807\r\n\r\n"
      })
  void of_an_endless_body_the_beginning_is_read(String head) throws Exception {
    try (RawEndpoint server = new RawEndpoint(head, new Repeats("\u009b\u202e\n".repeat(300)))) {
      Delivery delivery = webhook(server, LONG).deliver(notices(), 1);

      assertThat(delivery).isInstanceOf(RetryAfter.class);
      assertClear(delivery.toString(), server);
      assertThat(server.sent())
          .succeedsWithin(LONG)
          .satisfies(sent -> assertThat(sent).isLessThan(MOST_READ));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "SSH-2.0-\u001b[31m\u009b\u202e\r\n",
        "+OK\r\n",
        "-ERR unknown command\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 -200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        "HTTP/1.1 500 no\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 500 no\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 500 no\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 500 no\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 500 no\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\n",
        "HTTP/1.1 500 no\r\n: nameless\r\n\r\n",
        "HTTP/1.1 500 no\r\nA\u0000B: x\r\n\r\n",
        "HTTP/1.1 302 go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 go\r\nLocation: ::::\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 no\r\nRetry-After: -9999999999\r\nContent-Length: 0\r\n\r\n"
      })
  void a_malformed_reply_is_one_error_that_names_the_server(String reply) throws Exception {
    for (Ending ending : new Ending[] {Once.CLOSES, Once.RESETS, Once.HANGS}) {
      try (RawEndpoint server = new RawEndpoint(reply, ending)) {
        Delivery delivery = webhook(server, SHORT).deliver(notices(), 1);

        assertThat(delivery).as("%s %s", reply, ending).isInstanceOf(RetryAfter.class);
        assertClear(delivery.toString(), server);
        if (!reply.contains("Content-Length: 0")) {
          assertThat(server.sent()).succeedsWithin(LONG);
        }
      }
    }
  }

  @Test
  void a_reply_that_comes_too_slowly_is_given_up_wherever_it_stops() throws Exception {
    int head = GOOD.indexOf("\r\n\r\n") + 4;
    for (int length = 0; length <= GOOD.length(); length += length < head - 5 ? 7 : 1) {
      try (RawEndpoint server = new RawEndpoint(GOOD.substring(0, length), Once.HANGS)) {
        Delivery delivery = webhook(server, SHORT).deliver(notices(), 1);

        if (length < head) {
          assertThat(delivery).as("%d bytes", length).isInstanceOf(RetryAfter.class);
          assertClear(delivery.toString(), server);
          assertThat(server.sent()).succeedsWithin(LONG);
        } else {
          assertThat(delivery).as("%d bytes", length).isEqualTo(new Delivered());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "99999999999999999999999999",
        "1e9",
        "NaN",
        "Fri, 99 Foo 2026 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT"
      })
  void a_delay_that_is_none_is_not_waited_for(String asked) throws Exception {
    assertThat(delay(asked)).isZero();
  }

  @Test
  void a_delay_far_away_is_a_duration() throws Exception {
    assertThat(delay("999999999")).isEqualTo(Duration.ofSeconds(999_999_999));
    assertThat(delay("Fri, 31 Dec 9999 23:59:59 GMT")).isGreaterThan(Duration.ofDays(365_000));
    assertThat(delay("Fri, 31 Dec 999999999 23:59:59 GMT")).isGreaterThan(Duration.ofDays(365_000));
  }

  @Test
  void a_good_server_gets_the_notices_behind_a_hostile_one_at_the_same_place() throws Exception {
    WebhookNotifier notifier;
    try (RawEndpoint hostile = new RawEndpoint("", new Repeats("x".repeat(1000)))) {
      notifier = webhook(hostile, LONG);
      assertThat(notifier.deliver(notices(), 1)).isInstanceOf(RetryAfter.class);
    }
    assertThat(notifier.deliver(notices(), 2)).isInstanceOf(RetryAfter.class);
    assertThat(notifier.probe()).isInstanceOf(Notifier.Probe.Failed.class);
  }

  private static Duration delay(String asked) throws Exception {
    String reply = "HTTP/1.1 429 no\r\nRetry-After: " + asked + "\r\nContent-Length: 0\r\n\r\n";
    try (RawEndpoint server = new RawEndpoint(reply, Once.CLOSES)) {
      return ((RetryAfter) webhook(server, LONG).deliver(notices(), 1)).delay();
    }
  }

  /** The server would go on for ever, and the time for a delivery is long. */
  private static void assertFailsEarly(String answer, Ending ending) throws Exception {
    try (RawEndpoint server = new RawEndpoint(answer, ending)) {
      Delivery delivery = webhook(server, LONG).deliver(notices(), 1);

      assertThat(delivery).isInstanceOf(RetryAfter.class);
      assertClear(delivery.toString(), server);
      assertThat(delivery.toString()).doesNotContain("did not answer");
      assertThat(server.sent())
          .succeedsWithin(LONG)
          .satisfies(sent -> assertThat(sent).isLessThan(MOST_READ));
    }
  }

  private static void assertClear(String said, RawEndpoint server) {
    assertThat(said).contains("http://127.0.0.1:" + server.port()).hasSizeLessThan(300);
    assertThat(said).doesNotContain("canary", "Exception", "null");
    assertThat(Printable.hasHidden(said)).as(said).isFalse();
  }

  private static List<Notice> notices() {
    return List.of(
        new Notice(
            "n1", Notice.Kind.OPENED, new Alert("a", Map.of(), Alert.Severity.INFO, "", Map.of())));
  }

  private static WebhookNotifier webhook(RawEndpoint server, Duration timeout) {
    return new WebhookNotifier(
        new WebhookSettings(
            "pager",
            new HttpTarget(
                new Secret(server.url().resolve("/canary?canary").toString()),
                timeout,
                Map.of("Authorization", new Secret("Bearer canary"))),
            Optional.of(new Secret("canary"))),
        () -> NOW);
  }
}
