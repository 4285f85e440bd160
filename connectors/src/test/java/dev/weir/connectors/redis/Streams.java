package dev.weir.connectors.redis;

import dev.weir.connectors.Rows;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.Protocol.Command;

/** One stream of a server, as producers and readers of tests see it. */
final class Streams {

  static final String STREAM = "readings";
  static final String GROUP = "weir";

  /** Looks at a quiet stream each time, as if a second had passed. */
  private final AtomicLong seconds = new AtomicLong();

  final List<String> warnings = new ArrayList<>();
  private final RedisServer server;
  private RecordSettings record = RecordSettings.usual("sensors");
  private Optional<String> field = Optional.empty();
  private Duration claimAfter = Duration.ofHours(1);
  private boolean trim;

  Streams(RedisServer server) {
    this.server = server;
  }

  Streams json(String inField, RecordSettings settings) {
    field = Optional.of(inField);
    record = settings;
    return this;
  }

  Streams record(RecordSettings settings) {
    record = settings;
    return this;
  }

  Streams claimAfter(Duration idle) {
    claimAfter = idle;
    return this;
  }

  Streams trimming() {
    trim = true;
    return this;
  }

  Source byPosition() {
    return source(server.address(), Optional.empty());
  }

  Source throughGroup() {
    return source(server.address(), Optional.of(GROUP));
  }

  Source source(RedisAddress address, Optional<String> group) {
    RedisSourceSettings settings =
        new RedisSourceSettings(
            "sensors", address, STREAM, group, "sensors", claimAfter, trim, field, record);
    return new RedisSource(
        settings,
        duration -> Thread.sleep(Math.min(duration.toMillis(), 20)),
        () -> System.nanoTime() + seconds.addAndGet(1_000_000_000L),
        warnings::add);
  }

  /** Appends records with the ids {@code from-0} to {@code to-0}. */
  void add(int from, int to) throws IOException {
    try (Link link = Link.open(server.address(), System::nanoTime)) {
      for (int i = from; i <= to; i++) {
        link.send(
            Command.XADD,
            Link.bytes(STREAM),
            Link.bytes(i + "-0"),
            Link.bytes("value"),
            Link.bytes("" + i));
      }
      for (int i = from; i <= to; i++) {
        link.receive();
      }
    }
  }

  /** Appends one entry under an id that Redis gives. */
  void append(String... fields) throws IOException {
    String[] arguments = new String[fields.length + 2];
    arguments[0] = STREAM;
    arguments[1] = "*";
    System.arraycopy(fields, 0, arguments, 2, fields.length);
    server.call(Command.XADD, arguments);
  }

  /** How many entries the group has given out and not had acknowledged. */
  long pending() throws IOException {
    return server.call(Command.XPENDING, STREAM, GROUP).get(0).number();
  }

  long length() throws IOException {
    return server.call(Command.XLEN, STREAM).number();
  }

  void trimTo(int length) throws IOException {
    server.call(Command.XTRIM, STREAM, "MAXLEN", "" + length);
  }

  /** Reads a source from a place to where it has nothing more. */
  List<String> read(Source source, Optional<Position> from) throws Exception {
    try (Source.Reader reader = source.open(from, Rows.table())) {
      return rest(reader);
    }
  }

  /** Reads on to where there is nothing more, however long the server is away. */
  static List<String> rest(Source.Reader reader) throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(100, 1);
    Source.State state;
    do {
      state = poll(reader, batch, 100);
      rows.addAll(Rows.of(batch));
    } while (state != Source.State.IDLE);
    return rows;
  }

  /** Reads exactly so many records. */
  static List<String> read(Source.Reader reader, int records) throws Exception {
    List<String> rows = new ArrayList<>();
    Batch batch = new Batch(100, 1);
    while (rows.size() < records) {
      poll(reader, batch, Math.min(100, records - rows.size()));
      rows.addAll(Rows.of(batch));
    }
    return rows;
  }

  private static Source.State poll(Source.Reader reader, Batch batch, int limit) throws Exception {
    batch.clear(new Batch.Stream("test", 0, reader.positions()));
    return reader.poll(batch, limit, Duration.ofMillis(1));
  }

  /** What the records {@code from} to {@code to} become. */
  static List<String> rows(int from, int to) {
    return rows(from, to, "");
  }

  static List<String> rows(int from, int to, String incarnation) {
    List<String> rows = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      String time = dev.weir.series.EventTime.INSTANT.text(i * 1_000_000L);
      rows.add("%d-0%s sensors %s [%d.0] NONE".formatted(i, incarnation, time, i));
    }
    return rows;
  }
}
