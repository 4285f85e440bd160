package dev.weir.alerting.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Notifier.Delivery;
import dev.weir.alerting.Notifier.Delivery.Delivered;
import dev.weir.alerting.Notifier.Delivery.Rejected;
import dev.weir.alerting.Notifier.Delivery.RetryAfter;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDeliveryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Endpoint endpoint;

  @TempDir Path directory;

  HttpDeliveryTest() throws IOException {
    endpoint = new Endpoint();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "301, RETRY",
    "302, RETRY",
    "408, RETRY",
    "425, RETRY",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "400, FINAL",
    "401, FINAL",
    "403, FINAL",
    "404, FINAL",
    "409, FINAL",
    "410, FINAL",
    "413, FINAL",
    "415, FINAL",
    "422, FINAL"
  })
  void a_status_is_a_success_final_or_tried_again(int status, String expected) throws Exception {
    endpoint.answers(status, "");

    Delivery delivery = deliver();

    assertThat(delivery)
        .isInstanceOf(
            switch (expected) {
              case "DELIVERED" -> Delivered.class;
              case "RETRY" -> RetryAfter.class;
              default -> Rejected.class;
            });
    assertThat(endpoint.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "0.376, 376",
    "'Fri, 02 Jan 2026 03:04:15 GMT', 10000",
    "'Fri, 02 Jan 2026 03:03:05 GMT', 0",
    "soon, 0",
    "-3, 0"
  })
  void retry_after_is_seconds_a_fraction_or_a_date(String header, long millis) throws Exception {
    endpoint.answers(exchange -> {
      exchange.getResponseHeaders().add("Retry-After", header);
      exchange.sendResponseHeaders(429, -1);
    });

    assertThat(((RetryAfter) deliver()).delay()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (Endpoint other = new Endpoint()) {
      endpoint.answers(exchange -> {
        exchange.getResponseHeaders().add("Location", other.url().toString());
        exchange.sendResponseHeaders(307, -1);
      });

      assertThat(deliver().toString()).contains("307", "redirects are not followed");
      assertThat(other.calls).isEmpty();
    }
  }

  @Test
  void an_answer_that_repeats_what_is_secret_is_quoted_without_it() throws Exception {
    endpoint.answers(404, "no hook /services/T0AAAAAA/B0BBBBBB/tokentoken?sig=abcd-efgh");
    HttpTarget target =
        target(new Secret(address("/services/T0AAAAAA/B0BBBBBB/tokentoken?sig=abcd-efgh")));

    String said = deliver(target).toString();

    assertThat(said)
        .contains("no hook", "***")
        .doesNotContain("T0AAAAAA", "tokentoken", "abcd-efgh");
    assertThat(target.toString()).isEqualTo("http://127.0.0.1:" + endpoint.port());
  }

  @Test
  void an_address_in_a_file_is_read_at_each_call() throws Exception {
    Path file = directory.resolve("url");
    HttpTarget target = target(Secret.inFile(file));

    assertThat(((RetryAfter) deliver(target)).reason()).contains("does not exist");
    Files.writeString(file, address("/one") + "\n");
    deliver(target);
    Files.writeString(file, address("/two"));
    deliver(target);
    Files.writeString(file, "ftp://canary/");

    assertThat(((RetryAfter) deliver(target)).reason())
        .contains("must begin with")
        .doesNotContain("canary");
    assertThat(endpoint.calls).extracting(Endpoint.Call::path).containsExactly("/one", "/two");
  }

  private String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(endpoint.port(), path);
  }

  private static HttpTarget target(Secret url) {
    return new HttpTarget(url, PATIENCE, Map.of());
  }

  private Delivery deliver() throws InterruptedException {
    return deliver(target(new Secret(address("/"))));
  }

  private static Delivery deliver(HttpTarget target) throws InterruptedException {
    HttpDelivery http = new HttpDelivery(target, () -> NOW);
    return http.judge(http.post(new byte[] {'{', '}'}));
  }
}
