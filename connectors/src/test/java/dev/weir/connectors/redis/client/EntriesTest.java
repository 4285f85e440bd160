package dev.weir.connectors.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushConsumerChainImpl;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/** Entries are those that the library makes of the same bytes. */
class EntriesTest {

  private static final String RANGE =
      "*3\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$1\r\nx\r\n$0\r\n\r\n"
          + "*2\r\n$4\r\n1-12\r\n*4\r\n$1\r\na\r\n$2\r\n\r\n\r\n$1\r\nb\r\n$3\r\n$1\r\r\n"
          + "*2\r\n$22\r\n18446744073709551615-3\r\n*2\r\n$1\r\nx\r\n$1\r\n7\r\n";

  private final Entries entries = new Entries();

  @Test
  void entries_of_a_range_are_those_of_the_library() {
    receive(RANGE, Entries.Form.RANGE, RANGE.length());

    assertThat(all()).isEqualTo(byTheLibrary(RANGE));
  }

  @Test
  void it_does_not_matter_in_which_pieces_a_reply_comes() {
    for (int most = 1; most < RANGE.length(); most++) {
      receive(RANGE, Entries.Form.RANGE, most);

      assertThat(all()).as("in pieces of %d", most).isEqualTo(byTheLibrary(RANGE));
    }
  }

  @Test
  void entries_of_a_stream_are_found_behind_its_name() {
    receive("*1\r\n*2\r\n$5\r\nbench\r\n" + RANGE, Entries.Form.STREAMS, 7);

    assertThat(all()).isEqualTo(byTheLibrary(RANGE));
    assertThat(entries.lastId()).asString().isEqualTo("18446744073709551615-3");
  }

  @Test
  void an_entry_that_the_stream_does_not_have_any_more_is_gone() {
    receive("*1\r\n*2\r\n$3\r\n5-1\r\n*-1\r\n", Entries.Form.RANGE, 100);

    assertThat(entries.takeNext()).isTrue();
    assertThat(entries.isGone()).isTrue();
    assertThat(entries.texts()).isZero();
    assertThat(entries.takeNext()).isFalse();

    receive("*1\r\n*2\r\n$3\r\n5-1\r\n$-1\r\n", Entries.Form.RANGE, 100);

    assertThat(entries.takeNext()).isTrue();
    assertThat(entries.isGone()).isTrue();
  }

  @Test
  void a_reply_of_nothing_has_no_entries() {
    receive(RANGE, Entries.Form.RANGE, 100);
    receive("*-1\r\n", Entries.Form.STREAMS, 100);

    assertThat(entries.isEmpty()).isTrue();
    assertThat(entries.areTaken()).isTrue();
  }

  @Test
  void a_reply_larger_than_there_was_room_for_is_whole() {
    Random random = new Random(7);
    StringBuilder reply = new StringBuilder("*5000\r\n");
    for (int i = 0; i < 5_000; i++) {
      String text = "v".repeat(random.nextInt(200));
      String id = i + "-0";
      reply.append("*2\r\n$%d\r\n%s\r\n*2\r\n$1\r\nx\r\n".formatted(id.length(), id));
      reply.append("$%d\r\n%s\r\n".formatted(text.length(), text));
    }

    receive(reply.toString(), Entries.Form.RANGE, 10_000);

    assertThat(all()).isEqualTo(byTheLibrary(reply.toString()));
  }

  @Test
  void what_is_cut_short_or_no_reply_with_entries_is_refused() {
    for (String wrong :
        List.of(
            "",
            "*1\r\n*2\r\n$3\r\n5-",
            ":1\r\n",
            "*1\r\n:1\r\n",
            RANGE + "x",
            "*\r\n",
            "*-2\r\n",
            "*1x\r\n",
            "*1\r*",
            "*1\r\n*2\r\n$-1\r\n*0\r\n",
            "*1\r\n*2\r\n$3\r\n1-0\r\n*1\r\n$-1\r\n",
            "*1\r\n*2\r\n$3\r\n1-0xx*0\r\n",
            "*1\r\n*2\r\n$4294967281\r\n",
            "*1\r\n*2\r\n$2147483647\r\n",
            "*99999999999999999999\r\n")) {
      assertThatThrownBy(() -> receive(wrong, Entries.Form.RANGE, 100))
          .as(wrong)
          .isInstanceOf(JedisConnectionException.class);
    }
  }

  private void receive(String reply, Entries.Form form, int most) {
    InputStream in = new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8));
    entries.receive((into, at, room) -> in.read(into, at, Math.min(room, most)), form);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    while (entries.takeNext()) {
      String texts = entries.copies().stream().map(EntriesTest::text).toList().toString();
      all.add(StreamId.text(entries.ms(), entries.seq()) + " " + texts);
    }
    assertThat(all).hasSize(entries.size());
    return all;
  }

  private static List<String> byTheLibrary(String reply) {
    byte[] bytes = Arrays.copyOf(reply.getBytes(StandardCharsets.UTF_8), reply.length());
    PushConsumerChain pushes = PushConsumerChainImpl.of();
    Object range = Protocol.read(new RedisInputStream(new ByteArrayInputStream(bytes)), pushes);
    return ((List<?>) range)
        .stream()
            .map(entry -> (List<?>) entry)
            .map(entry ->
                text(entry.get(0))
                    + " "
                    + ((List<?>) entry.get(1)).stream().map(EntriesTest::text).toList())
            .toList();
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }
}
