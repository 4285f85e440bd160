package dev.weir.connectors.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedInputTest {

  /** One byte a second: each comes within the timeout of the socket. */
  @Test
  void a_reply_that_drips_in_is_given_up() {
    AtomicLong clock = new AtomicLong();
    InputStream endless = new ByteArrayInputStream(new byte[1000]);
    BoundedInput input =
        new BoundedInput(endless, () -> clock.addAndGet(1_000_000_000L), Duration.ofSeconds(5));
    byte[] into = new byte[1];
    int read = 0;
    Throwable failure = null;
    while (failure == null) {
      failure = catchThrowable(() -> input.read(into, 0, 1));
      read++;
    }
    assertThat(failure).isInstanceOf(SocketTimeoutException.class);
    assertThat(read).isEqualTo(7);
    input.begin();
    assertThat(catchThrowable(() -> input.read(into, 0, 1))).isNull();
  }

  @Test
  void a_large_reply_over_a_slow_network_is_not_given_up() throws IOException {
    AtomicLong clock = new AtomicLong();
    BoundedInput input =
        new BoundedInput(
            new ByteArrayInputStream(new byte[1 << 20]),
            () -> clock.addAndGet(1_000_000_000L),
            Duration.ofSeconds(5));
    byte[] into = new byte[1 << 14];
    int total = 0;
    for (int came = 0; came >= 0; came = input.read(into, 0, into.length)) {
      total += came;
    }
    assertThat(total).isEqualTo(1 << 20);
  }

  @Test
  void a_reply_of_more_than_64_mib_is_given_up() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] into, int at, int most) {
            Arrays.fill(into, at, at + most, (byte) 'a');
            return most;
          }
        };
    BoundedInput input = new BoundedInput(endless, () -> 0, Duration.ofSeconds(30));
    byte[] into = new byte[1 << 16];
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                input.read(into, 0, into.length);
              }
            })
        .isInstanceOf(MalformedReply.class)
        .hasMessageContaining("64 MiB");
  }
}
