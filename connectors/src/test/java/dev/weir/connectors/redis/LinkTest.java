package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.redis.client.Entries;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

class LinkTest {

  private static final byte[] KEY = Link.bytes("stream");

  @TempDir Path directory;

  private final Entries entries = new Entries();
  private RedisServer server;
  private Link link;

  @BeforeEach
  void start() throws IOException {
    server = RedisServer.start(directory, RedisServer.FORGETFUL);
    link = Link.open(server.address(), System::nanoTime);
  }

  @AfterEach
  void stop() {
    link.close();
    server.close();
  }

  @Test
  void entries_come_as_they_were_added_and_other_replies_as_before() throws IOException {
    link.call(Command.XADD, KEY, Link.bytes("5-1"), Link.bytes("x"), Link.bytes("7"));

    ask(Command.XRANGE, KEY, Link.bytes("-"), Link.bytes("+"));

    assertThat(entries.size()).isEqualTo(1);
    assertThat(entries.lastId()).asString().isEqualTo("5-1");
    assertThat(link.call(Command.XLEN, KEY)).isEqualTo(1L);
  }

  /** What a group gave out with it would never be taken. */
  @Test
  void a_reply_that_is_not_a_list_does_not_count_as_an_empty_one() {
    assertThatThrownBy(() -> ask(Command.XLEN, KEY)).isInstanceOf(RedisFailure.class);
  }

  @Test
  void an_error_is_told_as_one() {
    assertThatThrownBy(() -> ask(Command.XRANGE, KEY)).hasMessageContaining("wrong number");
  }

  private void ask(Command command, byte[]... arguments) throws RedisFailure {
    link.send(command, arguments);
    link.push();
    link.receive(entries, Entries.Form.RANGE);
  }
}
