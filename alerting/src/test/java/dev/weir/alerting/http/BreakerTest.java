package dev.weir.alerting.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Breaker breaker = new Breaker();

  @Test
  void opens_after_three_failures_and_lets_one_call_through_after_thirty_seconds() {
    breaker.failed(0);
    breaker.failed(1);
    assertThat(breaker.allows(2)).isTrue();
    breaker.failed(2);

    assertThat(breaker.allows(3)).isFalse();
    assertThat(breaker.allows(29 * SECOND)).isFalse();
    assertThat(breaker.allows(31 * SECOND)).isTrue();
    breaker.failed(31 * SECOND);
    assertThat(breaker.allows(60 * SECOND)).isFalse();
  }

  @Test
  void a_success_closes_it() {
    for (int i = 0; i < 3; i++) {
      breaker.failed(0);
    }
    breaker.succeeded();

    assertThat(breaker.allows(1)).isTrue();
    breaker.failed(2);
    assertThat(breaker.allows(3)).isTrue();
  }
}
