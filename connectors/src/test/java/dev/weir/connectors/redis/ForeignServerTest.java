package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import dev.weir.connectors.Rows;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Drift;
import dev.weir.connectors.simulator.SimulatorSettings.Missing;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.connectors.simulator.SimulatorSettings.Season;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that is not Redis, or means harm, is an outage like any other: one message that names
 * it, attempts with backoff, bounded memory, and no exception that ends the pipeline.
 */
@Timeout(120)
class ForeignServerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MOST_ALLOCATED = 24 << 20;

  private final List<String> warnings = new ArrayList<>();

  /** Each reply, and what the message must say of it besides the place. */
  static Stream<Arguments> replies() {
    String not = "does not speak the protocol of Redis";
    return Stream.of(
        reply("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", not + ": it sent 'HTTP/1.1"),
        reply("length of a text", "$2147483647\r\nabc", "more than 64 MiB"),
        reply("text of 64 MiB", "$67108865\r\nabc", "more than 64 MiB"),
        reply("length of a list", "*2147483647\r\n", "more than 64 MiB"),
        reply("negative list", "*-5\r\n", not + ": it sent "),
        reply("negative text", "$-2\r\n", not + ": it sent "),
        reply("length that overflows", "$99999999999999999999\r\n", not + ": it sent "),
        reply("number that overflows", ":99999999999999999999\r\n", not + ": it sent "),
        reply("number that is text", ":12x\r\n", not + ": it sent "),
        reply("no length", "*\r\n", not + ": it sent "),
        reply("garbage", bytes(128, 256), not + ": it sent '??"),
        reply("nested lists", "*1\r\n".repeat(100_000), not + ": it sent "),
        reply("cluster, moved", "-MOVED 3999 127.0.0.1:6381\r\n", "part of a cluster"),
        reply("cluster, ask", "-ASK 3999 127.0.0.1:6381\r\n", "part of a cluster"),
        reply("malformed move", "-MOVED\r\n", "part of a cluster"),
        reply("loading", "-LOADING Redis is loading\r\n", "still loading"),
        reply(
            "error with controls", "-ERR \u001B]0;x\u0007 \u009B\u202E y\r\n", "says: ERR ?]0;x?"),
        reply("long error", "-" + "a".repeat(60_000) + "\r\n", "says: aaaa"),
        reply("empty error", "-\r\n", "says: "),
        reply("status", "+OK\r\n", not + ": it sent a text where a list was expected"),
        reply("number", ":7\r\n", not + ": it sent "),
        reply("text", "$2\r\nhi\r\n", not + ": it sent "),
        reply("nil", "$-1\r\n", not + ": it sent "),
        reply("empty list", "*0\r\n", not + ": it sent "),
        reply("lists of numbers", "*2\r\n:1\r\n:2\r\n", not + ": it sent "),
        reply("error in a list", "*1\r\n-ERR no such key\r\n", not + ": it sent "),
        reply("status of 5 MB", "+" + "a".repeat(5_000_000) + "\r\n", not + ": it sent a line"),
        reply("text without an end", "$2\r\nhixx", not + ": it sent "),
        reply("line without an end", "+hi\rx", not + ": it sent "),
        reply("RESP3 nil", "_\r\n", not + ": it sent '_"),
        reply("RESP3 map", "%1\r\n+a\r\n+b\r\n", not + ": it sent '%1"),
        reply("RESP3 push", ">1\r\n+a\r\n", not + ": it sent '>1"),
        reply("RESP3 boolean", "#t\r\n", not + ": it sent '#t"),
        reply("RESP3 double", ",1.5\r\n", not + ": it sent ',1.5"),
        reply("RESP3 big number", "(123\r\n", not + ": it sent '(123"),
        reply("RESP3 attribute", "|1\r\n+a\r\n+b\r\n:1\r\n", not + ": it sent '|1"),
        reply("empty lines", "\r\n\r\n", not + ": it sent '??"),
        reply("NUL", new byte[64], not + ": it sent '????"),
        reply("TLS", new byte[] {0x15, 3, 1, 0, 2, 2, 70}, "begins with rediss://"),
        reply("nothing", ScriptedRedis.HANG_UP, "no Redis answers at"));
  }

  private static Arguments reply(String name, String reply, String said) {
    return reply(name, reply.getBytes(StandardCharsets.UTF_8), said);
  }

  private static Arguments reply(String name, byte[] reply, String said) {
    return Arguments.of(name, reply, said);
  }

  private static byte[] bytes(int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = (byte) i;
    }
    return bytes;
  }

  /** Replies well to what comes before the command, and to it and all others as given. */
  private static Function<String, byte[]> from(String command, byte[] reply) {
    List<String> order = List.of("CLIENT", "XINFO", "XREVRANGE", "XREAD");
    return name -> {
      if (order.indexOf(name) >= order.indexOf(command)) {
        return reply;
      }
      return switch (name) {
        case "CLIENT" -> "+OK\r\n".getBytes(StandardCharsets.UTF_8);
        case "XINFO" -> "-ERR no such key\r\n".getBytes(StandardCharsets.UTF_8);
        case "XREVRANGE" -> "*0\r\n".getBytes(StandardCharsets.UTF_8);
        default -> reply;
      };
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("replies")
  void a_probe_names_the_server_and_allocates_little(String name, byte[] reply, String said)
      throws Exception {
    try (ScriptedRedis server = ScriptedRedis.start(from("XINFO", reply))) {
      Source source = source(server, Optional.empty());
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();

      Throwable failure = catchThrowable(source::probe);

      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
      if (said.equals("still loading")) {
        assertThat(failure).isNull();
      } else {
        assertNames(failure, server, said);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("replies")
  void a_reader_is_away_and_says_why_once(String name, byte[] reply, String said) throws Exception {
    for (String command : List.of("CLIENT", "XINFO", "XREAD")) {
      warnings.clear();
      try (ScriptedRedis server = ScriptedRedis.start(from(command, reply))) {
        for (Optional<String> group : List.of(Optional.<String>empty(), Optional.of("weir"))) {
          warnings.clear();
          try (Source.Reader reader = source(server, group).open(Optional.empty(), Rows.table())) {
            Batch batch = new Batch(10, 1);
            for (int i = 0; i < 4; i++) {
              batch.clear(new Batch.Stream("test", 0, reader.positions()));
              Source.State state = reader.poll(batch, 10, Duration.ofMillis(1));
              assertThat(batch.size()).isZero();
              assertThat(state).isIn(Source.State.AWAY, Source.State.IDLE);
            }
            reader.trouble().ifPresent(trouble -> assertThat(trouble).contains(server.place()));
            if (command.equals("XINFO")) {
              assertThat(reader.trouble().orElseThrow()).contains(said);
            }
            assertThat(warnings).hasSizeLessThanOrEqualTo(1);
          }
        }
      }
    }
  }

  /** Without those that are right where a sink looks for its last entries. */
  static Stream<Arguments> wrongForSinks() {
    List<String> right = List.of("empty list", "nil");
    return replies().filter(arguments -> !right.contains((String) arguments.get()[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongForSinks")
  void a_sink_and_a_producer_name_the_server(String name, byte[] reply, String said)
      throws Exception {
    try (ScriptedRedis server = ScriptedRedis.start(from("XREVRANGE", reply))) {
      Sink sink = sink(server);
      assertThatThrownBy(sink::check).satisfies(failure -> assertNames(failure, server, ""));
      RedisProducer.Shape shape =
          new RedisProducer.Shape("s", 0, Optional.empty(), true, Optional.empty(), "label");
      RedisProducer producer =
          new RedisProducer(server.address("redis", TIMEOUT), shape, System::nanoTime);
      assertThatThrownBy(() -> producer.write(simulator(), written -> {}))
          .satisfies(failure -> assertNames(failure, server, ""));
    }
  }

  @Test
  void a_server_that_does_not_answer_is_named() throws Exception {
    try (ScriptedRedis server =
        ScriptedRedis.start(name -> "$5\r\n".getBytes(StandardCharsets.UTF_8))) {
      RedisAddress address = server.address("redis", Duration.ofMillis(100));
      assertThatThrownBy(() -> Link.open(address, System::nanoTime))
          .satisfies(failure -> assertNames(failure, server, "no Redis answers at"));
    }
  }

  @Test
  void a_server_without_tls_is_named_where_tls_is_wanted() throws Exception {
    try (ScriptedRedis server =
        ScriptedRedis.start(name -> "-ERR\r\n".getBytes(StandardCharsets.UTF_8))) {
      RedisAddress address = server.address("rediss", TIMEOUT);
      assertThatThrownBy(() -> Link.open(address, System::nanoTime))
          .satisfies(failure -> assertNames(failure, server, "no Redis answers at"));
    }
  }

  /** A server that always answers with the same entries would keep a reader busy for ever. */
  @Test
  void entries_that_come_again_and_again_are_an_outage() throws Exception {
    String entries = "*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$1\r\nx\r\n$1\r\n7\r\n";
    Function<String, byte[]> script = from("XREAD", entries.getBytes(StandardCharsets.UTF_8));
    try (ScriptedRedis server = ScriptedRedis.start(script);
        Source.Reader reader =
            source(server, Optional.empty()).open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(10, 1);
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      assertThat(reader.poll(batch, 10, Duration.ofMillis(1))).isEqualTo(Source.State.READY);
      assertThat(batch.size()).isEqualTo(1);
      for (int i = 0; i < 5; i++) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        reader.poll(batch, 10, Duration.ofMillis(1));
        assertThat(batch.size()).isZero();
      }
      assertThat(reader.trouble().orElseThrow()).contains(server.place(), "before the place");
    }
  }

  @Test
  void entries_without_a_proper_id_or_order_are_an_outage() throws Exception {
    for (String id : List.of("abc", "1", "1-", "-1", "1-x", "18446744073709551616-0", "")) {
      String entries =
          "*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$%d\r\n%s\r\n*2\r\n$1\r\nx\r\n$1\r\n7\r\n"
              .formatted(id.length(), id);
      Function<String, byte[]> script = from("XREAD", entries.getBytes(StandardCharsets.UTF_8));
      try (ScriptedRedis server = ScriptedRedis.start(script);
          Source.Reader reader =
              source(server, Optional.empty()).open(Optional.empty(), Rows.table())) {
        Batch batch = new Batch(10, 1);
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        assertThat(reader.poll(batch, 10, Duration.ofMillis(1))).isEqualTo(Source.State.AWAY);
        assertThat(batch.size()).isZero();
        assertThat(reader.trouble().orElseThrow()).as(id).contains(server.place(), "id");
      }
    }
  }

  @Test
  void a_producer_takes_only_an_id_for_a_reply_to_an_entry() throws Exception {
    for (String reply : List.of("+OK\r\n", ":1\r\n", "$-1\r\n", "*0\r\n", "$3\r\nabc\r\n")) {
      try (ScriptedRedis server =
          ScriptedRedis.start(
              name -> (name.equals("XADD") ? reply : "+OK\r\n").getBytes(StandardCharsets.UTF_8))) {
        RedisProducer.Shape shape =
            new RedisProducer.Shape("s", 0, Optional.empty(), true, Optional.empty(), "label");
        assertThatThrownBy(() ->
                new RedisProducer(server.address("redis", TIMEOUT), shape, System::nanoTime)
                    .write(simulator(), written -> {}))
            .satisfies(failure -> assertNames(failure, server, " was expected"));
      }
    }
  }

  private static Simulator simulator() {
    SimulatorSettings settings =
        new SimulatorSettings(
            2,
            1,
            1,
            0,
            42,
            Pattern.NORMAL,
            SimulatorSettings.defaults().kinds(),
            Drift.NONE,
            Season.NONE,
            Missing.NONE,
            Instant.parse("2026-01-01T00:00:00Z"),
            1_000_000_000L);
    return new Simulator("sim", settings, Double.POSITIVE_INFINITY, System::nanoTime);
  }

  private void assertNames(Throwable failure, ScriptedRedis server, String said) {
    assertThat(failure)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(server.place())
        .hasMessageContaining(said);
    assertThat(failure.getMessage()).hasSizeLessThan(500).matches("[\\x20-\\x7E…'\"]*");
  }

  private Source source(ScriptedRedis server, Optional<String> group) {
    RedisSourceSettings settings =
        new RedisSourceSettings(
            "sensors",
            server.address("redis", TIMEOUT),
            "s",
            group,
            "sensors",
            Duration.ofHours(1),
            false,
            Optional.empty(),
            RecordSettings.usual("sensors"));
    return new RedisSource(settings, pause -> {}, System::nanoTime, warnings::add);
  }

  private Sink sink(ScriptedRedis server) {
    RedisSinkSettings settings =
        new RedisSinkSettings(
            server.address("redis", TIMEOUT),
            "s",
            0,
            RedisSinkSettings.Only.ALL,
            DetectionJson.Fields.VERDICT);
    return new RedisSink(settings, pause -> {}, System::nanoTime, warnings::add);
  }
}
