package dev.weir.benchmarks.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The work that any client of Redis has to do, and nothing else: one thread asks for entries, looks
 * at none of them, and acknowledges them a thousand at a time. Arguments: port; {@code group} or
 * {@code position}; {@code entries} for the entries that Jedis makes of replies, or {@code bytes}
 * for the replies as they are. Prints entries a second.
 */
public final class BareRedis {

  private static final int COUNT = 5_000;
  private static final int CHUNK = 1_000;
  private static final String GROUP = "bare";
  private static final String CONSUMER = "one";

  private BareRedis() {}

  public static void main(String[] args) {
    boolean group = args[1].equals("group");
    boolean bytes = args[2].equals("bytes");
    try (Jedis redis = new Jedis("127.0.0.1", Integer.parseInt(args[0]))) {
      if (group) {
        redis.xgroupCreate(RedisThroughput.STREAM, GROUP, new StreamEntryID("0-0"), false);
      }
      long start = System.nanoTime();
      long entries =
          group
              ? bytes ? throughGroupAsBytes(redis) : throughGroup(redis)
              : bytes ? byPositionAsBytes(redis) : byPosition(redis);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "%.0f%n", entries / seconds);
      if (group) {
        redis.xgroupDestroy(RedisThroughput.STREAM, GROUP);
      }
    }
  }

  // ---- As most programs do it.

  private static long byPosition(Jedis redis) {
    XReadParams params = new XReadParams().count(COUNT);
    StreamEntryID last = new StreamEntryID("0-0");
    long read = 0;
    while (true) {
      List<StreamEntry> entries =
          entriesOf(redis.xread(params, Map.of(RedisThroughput.STREAM, last)));
      if (entries.isEmpty()) {
        return read;
      }
      read += entries.size();
      last = entries.getLast().getID();
    }
  }

  private static long throughGroup(Jedis redis) {
    XReadGroupParams params = new XReadGroupParams().count(COUNT);
    Map<String, StreamEntryID> streams =
        Map.of(RedisThroughput.STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY);
    long read = 0;
    while (true) {
      List<StreamEntry> entries = entriesOf(redis.xreadGroup(GROUP, CONSUMER, params, streams));
      if (entries.isEmpty()) {
        return read;
      }
      for (int from = 0; from < entries.size(); from += CHUNK) {
        StreamEntryID[] ids =
            entries.subList(from, Math.min(from + CHUNK, entries.size())).stream()
                .map(StreamEntry::getID)
                .toArray(StreamEntryID[]::new);
        redis.xack(RedisThroughput.STREAM, GROUP, ids);
      }
      read += entries.size();
    }
  }

  private static List<StreamEntry> entriesOf(
      @Nullable List<Map.Entry<String, List<StreamEntry>>> streams) {
    return streams == null || streams.isEmpty() ? List.of() : streams.getFirst().getValue();
  }

  // ---- As fast as the client can be.

  private static long byPositionAsBytes(Jedis redis) {
    long read = 0;
    String last = "0-0";
    while (true) {
      List<?> entries =
          entries(
              redis, Command.XREAD, "COUNT", "" + COUNT, "STREAMS", RedisThroughput.STREAM, last);
      if (entries.isEmpty()) {
        return read;
      }
      read += entries.size();
      last = new String(id(entries.getLast()), StandardCharsets.US_ASCII);
    }
  }

  private static long throughGroupAsBytes(Jedis redis) {
    byte[] stream = RedisThroughput.STREAM.getBytes(StandardCharsets.UTF_8);
    byte[] group = GROUP.getBytes(StandardCharsets.UTF_8);
    long read = 0;
    while (true) {
      List<?> entries =
          entries(
              redis,
              Command.XREADGROUP,
              "GROUP",
              GROUP,
              CONSUMER,
              "COUNT",
              "" + COUNT,
              "STREAMS",
              RedisThroughput.STREAM,
              ">");
      if (entries.isEmpty()) {
        return read;
      }
      for (int from = 0; from < entries.size(); from += CHUNK) {
        List<byte[]> arguments = new ArrayList<>(List.of(stream, group));
        entries
            .subList(from, Math.min(from + CHUNK, entries.size()))
            .forEach(entry -> arguments.add(id(entry)));
        redis.sendCommand(Command.XACK, arguments.toArray(byte[][]::new));
      }
      read += entries.size();
    }
  }

  private static List<?> entries(Jedis redis, Command command, String... arguments) {
    Object reply = redis.sendCommand(command, arguments);
    List<?> streams = reply == null ? List.of() : (List<?>) reply;
    return streams.isEmpty() ? List.of() : (List<?>) ((List<?>) streams.getFirst()).get(1);
  }

  private static byte[] id(Object entry) {
    return (byte[]) ((List<?>) entry).getFirst();
  }
}
