package dev.weir.benchmarks.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;

/**
 * What any client of Redis has to do, and nothing else: one thread asks for entries, looks at none
 * of them, and acknowledges them a thousand at a time. Arguments: port, and {@code group} or {@code
 * position}. Prints entries a second.
 */
public final class BareRedis {

  private static final String COUNT = "5000";
  private static final int CHUNK = 1_000;
  private static final String GROUP = "bare";

  private BareRedis() {}

  public static void main(String[] args) {
    boolean group = args[1].equals("group");
    try (Connection redis = new Connection(new HostAndPort("127.0.0.1", parse(args[0])))) {
      if (group) {
        call(redis, Command.XGROUP, "CREATE", RedisThroughput.STREAM, GROUP, "0");
      }
      long start = System.nanoTime();
      long entries = group ? throughGroup(redis) : byPosition(redis);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "%.0f%n", entries / seconds);
      if (group) {
        call(redis, Command.XGROUP, "DESTROY", RedisThroughput.STREAM, GROUP);
      }
    }
  }

  private static int parse(String port) {
    return Integer.parseInt(port);
  }

  private static long byPosition(Connection redis) {
    long read = 0;
    String last = "0-0";
    while (true) {
      List<?> entries =
          entries(
              call(redis, Command.XREAD, "COUNT", COUNT, "STREAMS", RedisThroughput.STREAM, last));
      if (entries.isEmpty()) {
        return read;
      }
      read += entries.size();
      last = new String(id(entries.getLast()), StandardCharsets.US_ASCII);
    }
  }

  private static long throughGroup(Connection redis) {
    long read = 0;
    while (true) {
      List<?> entries =
          entries(
              call(
                  redis,
                  Command.XREADGROUP,
                  "GROUP",
                  GROUP,
                  "one",
                  "COUNT",
                  COUNT,
                  "STREAMS",
                  RedisThroughput.STREAM,
                  ">"));
      if (entries.isEmpty()) {
        return read;
      }
      for (int from = 0; from < entries.size(); from += CHUNK) {
        acknowledge(redis, entries.subList(from, Math.min(from + CHUNK, entries.size())));
      }
      read += entries.size();
    }
  }

  private static void acknowledge(Connection redis, List<?> entries) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(RedisThroughput.STREAM.getBytes(StandardCharsets.UTF_8));
    arguments.add(GROUP.getBytes(StandardCharsets.UTF_8));
    entries.forEach(entry -> arguments.add(id(entry)));
    redis.sendCommand(Command.XACK, arguments.toArray(byte[][]::new));
    redis.getOne();
  }

  private static Object call(Connection redis, Command command, String... arguments) {
    redis.sendCommand(command, arguments);
    Object reply = redis.getOne();
    return reply == null ? List.of() : reply;
  }

  private static List<?> entries(Object reply) {
    List<?> streams = (List<?>) reply;
    return streams.isEmpty() ? List.of() : (List<?>) ((List<?>) streams.getFirst()).get(1);
  }

  private static byte[] id(Object entry) {
    return (byte[]) ((List<?>) entry).getFirst();
  }
}
