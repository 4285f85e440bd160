package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.redis.client.StreamId;
import dev.weir.engine.Position;
import dev.weir.monitoring.Secret;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

  @Test
  void an_address_names_host_port_database_and_tls() {
    assertThat(of("redis://127.0.0.1:7000/3").uri()).isEqualTo("redis://127.0.0.1:7000/3");
    assertThat(of("redis://cache").port()).isEqualTo(6379);
    assertThat(of("rediss://cache").tls()).isTrue();
    assertThat(of("redis://[::1]:1").host()).isEqualTo("[::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:6379",
        "http://127.0.0.1",
        "redis://",
        "redis://user:canary@host",
        "redis://:canary@host",
        "redis://host/x",
        "redis://host/99999",
        "redis://host?password=canary",
        "redis://ho st:canary"
      })
  void refuses_text_that_is_not_an_address_without_repeating_it(String uri) {
    assertThatThrownBy(() -> of(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must")
        .hasMessageNotContaining("canary");
  }

  @Test
  void a_position_reads_back_as_what_it_was() throws IOException {
    StreamPosition[] positions = {
      StreamPosition.BEGINNING,
      new StreamPosition(
          new StreamId(1_700_000_000_000L, 5),
          2,
          123_456,
          7,
          Optional.of(new StreamId(9, 0)),
          -1,
          Optional.of(EventTime.INSTANT)),
      new StreamPosition(
          new StreamId(-1, -1), 0, 0, 0, Optional.empty(), 0, Optional.of(EventTime.NUMBER))
    };
    for (StreamPosition position : positions) {
      assertThat(StreamPosition.of(position.toPosition())).isEqualTo(position);
    }
    assertThat(positions[1].toPosition().value()).startsWith("1700000000000-5~2 ");
    assertThatThrownBy(() -> StreamPosition.of(new Position("17")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'17' is not a place in a stream");
  }

  private static RedisAddress of(String uri) {
    return RedisAddress.of(uri, "", new Secret("canary"), Optional.empty(), Duration.ofSeconds(5));
  }
}
