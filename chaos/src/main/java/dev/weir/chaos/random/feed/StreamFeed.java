package dev.weir.chaos.random.feed;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.random.drawn.DrawnSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/**
 * A stream of a Redis server. A second database gets each entry under the same id: it is what the
 * oracle reads, also where Weir trims.
 */
final class StreamFeed implements DrawnFeed {

  private static final int COPY = 1;
  private static final int TOGETHER = 200;

  private final DrawnSource source;
  private final RowText text;
  private final RedisServer server;
  private long next;

  StreamFeed(DrawnSource source, RedisServer server) {
    this.source = source;
    this.text = new RowText(source);
    this.server = server;
  }

  private String entry(int database, String more) {
    return "{ type = redis-streams, name = %s, uri = \"redis://127.0.0.1:%d/%d\", streams = [%s]%s%s }"
        .formatted(source.name(), server.port(), database, key(), more, text.record());
  }

  private String key() {
    return "in-" + source.name();
  }

  @Override
  public String entry() {
    boolean group = source.kind() == DrawnSource.Kind.REDIS_GROUP;
    String trim = source.layout().swapped() ? ", trim = true" : "";
    return entry(0, (group ? ", group = weir, claim-after = 1s" : "") + trim);
  }

  @Override
  public void upTo(long number, boolean running) {
    if (next >= number) {
      return;
    }
    try (Jedis jedis = server.connect(0);
        Jedis copy = server.connect(COPY)) {
      while (next < number) {
        long end = Math.min(number, next + TOGETHER);
        List<Map<String, String>> entries = new ArrayList<>();
        for (; next < end; next++) {
          entries.add(text.entry(source.shape().row(next)));
        }
        add(copy, entries, add(jedis, entries, List.of()));
      }
    }
  }

  /** Adds entries, under these ids if there are any; returns the ids. */
  private List<StreamEntryID> add(
      Jedis jedis, List<Map<String, String>> entries, List<StreamEntryID> ids) {
    List<Response<StreamEntryID>> added = new ArrayList<>();
    try (Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < entries.size(); i++) {
        XAddParams how = XAddParams.xAddParams();
        added.add(pipeline.xadd(key(), ids.isEmpty() ? how : how.id(ids.get(i)), entries.get(i)));
      }
      pipeline.sync();
    }
    return added.stream().map(Response::get).toList();
  }

  @Override
  public String oracle() {
    return entry(COPY, "");
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public long records() {
    return next;
  }
}
