package dev.weir.chaos.random;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.feed.DrawnFeed;
import dev.weir.chaos.random.feed.Feeds;
import dev.weir.chaos.round.AlertSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/**
 * Plays a drawn configuration on processes of the built distribution, and compares what they leave
 * with the reference engine.
 */
final class ProcessLevel implements Level {

  private final RedisServer server;
  private final String javaOptions;

  ProcessLevel(Path directory, String javaOptions) throws Exception {
    this.server = RedisServer.start(directory.resolve("redis"), RedisServer.Durability.ALWAYS);
    this.javaOptions = javaOptions;
  }

  @Override
  public List<String> problems(Drawn drawn, Path directory) throws Exception {
    try (Jedis jedis = server.connect(0)) {
      jedis.flushAll();
    }
    Workspace place = new Workspace(directory).inside("weir");
    Feeds feeds = Feeds.open(drawn, directory, place.path(ProcessLives.ALL), server);
    try (AlertSink receiver = AlertSink.start()) {
      ProcessConfiguration configuration =
          new ProcessConfiguration(drawn, feeds, receiver.url("pager"));
      ServiceReport report =
          new ProcessLives(drawn, feeds, place, configuration, server, javaOptions).play();
      List<Expected> expected = new ArrayList<>();
      for (int i = 0; i < drawn.sources().size(); i++) {
        expected.add(Expected.of(configuration.oracle(i)));
      }
      boolean exact = feeds.feeds().stream().allMatch(DrawnFeed::isExact);
      ReferenceAudit audit = new ReferenceAudit(expected, exact, feeds.records());
      Written all = Written.read(place.path("all.jsonl"));
      audit.detections(all);
      if (drawn.outputs().anomalies()) {
        audit.anomalies(all, Written.read(place.path("anomalies.jsonl")));
      }
      audit.notices(receiver.inbox("pager"));
      audit.counters(report);
      // Of use only where something is wrong; else the directory is deleted.
      Files.writeString(
          directory.resolve("expected.jsonl"),
          String.join("\n", expected.stream().flatMap(one -> one.lines().stream()).toList()));
      return audit.problems();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
