package dev.weir.app.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestRatesTest {

  private long nanos;

  @Test
  void the_requests_of_two_seconds_pass_at_once_and_then_one_at_a_time() {
    RequestRates rates = new RequestRates(2, () -> nanos);

    for (int i = 0; i < 4; i++) {
      assertThat(rates.take("a")).isZero();
    }
    assertThat(rates.take("a")).isEqualTo(Duration.ofMillis(500));
    assertThat(rates.take("b")).as("another client").isZero();
    nanos = 499_999_999;
    assertThat(rates.take("a")).isPositive();
    nanos = 500_000_001;
    assertThat(rates.take("a")).isZero();
    assertThat(rates.take("a")).isPositive();
  }

  @Test
  void a_slow_rate_lets_one_pass_and_zero_lets_all_pass() {
    RequestRates slow = new RequestRates(0.1, () -> nanos);

    assertThat(slow.take("a")).isZero();
    assertThat(slow.take("a")).isEqualTo(Duration.ofSeconds(10));
    for (int i = 0; i < 100; i++) {
      assertThat(RequestRates.unlimited().take("a")).isZero();
    }
  }

  @Test
  void no_more_clients_are_kept_than_may_be() {
    RequestRates rates = new RequestRates(1, () -> nanos);

    for (int i = 0; i < RequestRates.MOST_CLIENTS + 100; i++) {
      rates.take("client " + i);
    }

    assertThat(rates.clients()).isEqualTo(RequestRates.MOST_CLIENTS);
  }

  @Test
  void too_many_requests_with_records_are_refused_with_the_time_to_wait() throws Exception {
    RequestRates rates = new RequestRates(0.4, () -> nanos);
    Route ingest = Endpoint.OBSERVATIONS.with(_ -> Reply.json("{}").now());
    Route read = Endpoint.STATUS.with(_ -> Reply.json("{}").now());
    Router router = new Router(List.of(ingest, read), Gate.open(), rates);

    assertThat(answer(router, "POST", "/api/v1/observations").status()).isEqualTo(200);
    Reply refused = answer(router, "POST", "/api/v1/observations");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("Retry-After", "3");
    assertThat(answer(router, "GET", "/api/v1/status").status()).isEqualTo(200);
    nanos = 2_500_000_001L;
    assertThat(answer(router, "POST", "/api/v1/observations").status()).isEqualTo(200);
  }

  @Test
  void a_protocol_whose_senders_drop_refused_data_gets_503() throws Exception {
    RequestRates rates = new RequestRates(0.4, () -> nanos);
    Route write = Endpoint.LINE_PROTOCOL.with(_ -> Reply.NO_CONTENT.now());
    Router router = new Router(List.of(write), Gate.open(), rates);

    assertThat(answer(router, "POST", "/api/v2/write").status()).isEqualTo(204);
    Reply refused = answer(router, "POST", "/api/v2/write");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Retry-After", "3");
  }

  private static Reply answer(Router router, String method, String path) throws Exception {
    return router.answer(method, path, "").toCompletableFuture().get();
  }
}
