package dev.weir.chaos.feed;

import dev.weir.chaos.process.RedisServer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamPendingSummary;

/**
 * A stream of a Redis server. The id of an entry follows from the number of its record: so whether
 * it arrived can be asked, it cannot be there twice, and the oracle can be given the same ones.
 */
public final class RedisFeed implements Feed {

  public static final String STREAM = "readings";
  public static final String GROUP = "weir";

  private static final int ORACLE = 1;
  private static final long FIRST_MS = 1_700_000_000_000L;
  private static final int AT_ONCE = 2_000;
  private static final long PAUSE_NANOS = 20_000_000;

  /**
   * How Weir reads the stream.
   *
   * @param port where it finds the server, or what stands before it
   * @param more further settings of the source, such as a group
   */
  public record Reading(int port, String more) {}

  private final RedisServer server;
  private final Reading reading;
  private final Workload workload;
  private final FeedLedger ledger = new FeedLedger();
  private @Nullable Jedis jedis;

  public RedisFeed(RedisServer server, Reading reading, Workload workload) {
    this.server = server;
    this.reading = reading;
    this.workload = workload;
  }

  // ---- Producer.

  @Override
  public void append(List<Workload.Row> rows) throws Exception {
    ledger.intend(rows.getLast().number());
    List<Workload.Row> left = rows;
    boolean sure = true;
    while (!left.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while appending to a stream");
      }
      try {
        left = sure ? sendAll(left) : settle(left);
        sure = left.isEmpty();
      } catch (JedisConnectionException e) {
        sure = false;
        ledger.doubt(left.size());
        disconnect();
      }
      if (!left.isEmpty()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Returns those of which it is not known what became of them. */
  private List<Workload.Row> sendAll(List<Workload.Row> rows) {
    List<Response<StreamEntryID>> replies = new ArrayList<>();
    try (Pipeline pipeline = connection().pipelined()) {
      rows.forEach(row -> replies.add(pipeline.xadd(STREAM, at(row.number()), fields(row))));
      pipeline.sync();
    }
    List<Workload.Row> unclear = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      try {
        if (replies.get(i).get() != null) {
          ledger.there(rows.get(i).number());
        }
      } catch (JedisDataException e) {
        unclear.add(rows.get(i));
      }
    }
    return unclear;
  }

  /** One by one: it is there, or it goes there now, or a later one has taken its place. */
  private List<Workload.Row> settle(List<Workload.Row> rows) {
    List<Workload.Row> unclear = new ArrayList<>();
    for (Workload.Row row : rows) {
      try {
        StreamEntryID id = new StreamEntryID(id(row.number()));
        if (connection().xrange(STREAM, id, id).isEmpty()) {
          connection().xadd(STREAM, at(row.number()), fields(row));
        }
        ledger.there(row.number());
      } catch (JedisDataException e) {
        if (String.valueOf(e.getMessage()).contains("equal or smaller")) {
          ledger.refused(row.number());
        } else {
          unclear.add(row);
        }
      }
    }
    return unclear;
  }

  private Jedis connection() {
    Jedis open = jedis;
    if (open == null) {
      open = server.connect(0);
      jedis = open;
    }
    return open;
  }

  private void disconnect() {
    Jedis open = jedis;
    jedis = null;
    if (open != null) {
      try {
        open.close();
      } catch (JedisException e) {
        // It is given up, whatever state it is in.
      }
    }
  }

  private static XAddParams at(long number) {
    return XAddParams.xAddParams().id(id(number));
  }

  static String id(long number) {
    return (FIRST_MS + number) + "-0";
  }

  public static long number(StreamEntryID id) {
    return id.getTime() - FIRST_MS;
  }

  @Override
  public long number(String position) {
    return number(new StreamEntryID(position.split("[ ~]", 2)[0]));
  }

  /** Always in this order: features are numbered as they come. */
  private Map<String, String> fields(Workload.Row row) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("timestamp", row.timestamp());
    fields.put("series", row.series());
    for (int i = 0; i < row.values().size(); i++) {
      Double value = row.values().get(i);
      fields.put(workload.side().features().get(i), value.isNaN() ? "" : "" + value);
    }
    return fields;
  }

  // ---- Weir and the oracle.

  @Override
  public FeedLedger ledger() {
    return ledger;
  }

  @Override
  public String pipeline() {
    return workload.side().source() + "/" + STREAM;
  }

  @Override
  public String source() {
    return source(reading.port(), 0, reading.more());
  }

  private String source(int port, int database, String more) {
    return ("{ type = redis-streams, name = %s, uri = \"redis://127.0.0.1:%d/%d\","
            + " streams = [%s], record { time = timestamp, values = [%s] } %s }")
        .formatted(
            workload.side().source(),
            port,
            database,
            STREAM,
            String.join(", ", workload.side().features()),
            more);
  }

  @Override
  public String oracle(BitSet records, Detections disturbed) {
    try (Jedis to = server.connect(ORACLE)) {
      to.del(STREAM);
      int number = records.nextSetBit(0);
      while (number >= 0) {
        try (Pipeline pipeline = to.pipelined()) {
          for (int i = 0; i < AT_ONCE && number >= 0; i++) {
            Workload.Row row = workload.row(number);
            pipeline.xadd(STREAM, at(number), fields(row));
            number = records.nextSetBit(number + 1);
          }
          pipeline.sync();
        }
      }
    }
    return source(server.port(), ORACLE, "");
  }

  // ---- Account.

  /** Numbers of the records that the stream has now. */
  public BitSet content() {
    BitSet numbers = new BitSet();
    try (Jedis from = server.connect(0)) {
      String start = "-";
      List<StreamEntry> entries = from.xrange(STREAM, start, "+", AT_ONCE);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> numbers.set((int) number(entry.getID())));
        start = "(" + entries.getLast().getID();
        entries = from.xrange(STREAM, start, "+", AT_ONCE);
      }
    }
    return numbers;
  }

  @Override
  public List<String> acknowledgedTooMuch(Checkpoints checkpoints) throws Exception {
    if (!reading.more().contains("group")) {
      return List.of();
    }
    long covered =
        checkpoints
            .oldestPosition()
            .filter(position -> !Checkpoints.isInHistory(position))
            .map(this::number)
            .orElse(0L);
    try (Jedis from = server.connect(0)) {
      if (!from.exists(STREAM)) {
        return List.of();
      }
      List<String> problems = new ArrayList<>();
      var groups = from.xinfoGroups(STREAM);
      if (!groups.isEmpty()) {
        long delivered = Math.max(0, number(groups.getFirst().getLastDeliveredId()));
        StreamPendingSummary pending = from.xpending(STREAM, GROUP);
        long first = pending.getTotal() == 0 ? delivered + 1 : number(pending.getMinId());
        if (first > Math.max(covered, 0) + 1 && delivered > covered) {
          problems.add(
              "record %d was acknowledged, and the oldest checkpoint covers only %d"
                  .formatted(first - 1, covered));
        }
      }
      List<StreamEntry> head = from.xrange(STREAM, "-", "+", 1);
      if (reading.more().contains("trim") && !head.isEmpty()) {
        long kept = number(head.getFirst().getID());
        if (kept > covered + 1) {
          problems.add(
              "record %d was trimmed, and the oldest checkpoint covers only %d"
                  .formatted(kept - 1, covered));
        }
      }
      return problems;
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
