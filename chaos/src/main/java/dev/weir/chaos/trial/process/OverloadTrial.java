package dev.weir.chaos.trial.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import java.time.Duration;
import redis.clients.jedis.Jedis;

/**
 * L3: a producer that is five times as fast as Weir, for two minutes. What cannot be read yet stays
 * in Redis; Weir takes no more of it than its queues hold, and catches up afterwards.
 */
public final class OverloadTrial implements Trial {

  private static final String STREAM = "load";
  private static final int TIMES = 5;
  private static final int SECONDS = 120;
  private static final int MEASURED = 20_000;
  private static final Duration CATCHES_UP = Duration.ofSeconds(3L * TIMES * SECONDS);

  /** Slow on purpose: the server has to hold what piles up. */
  private static final String DETECTOR =
      "detectors = [{ type = random-cut-forest, trees = 500, sample = 1024 }]";

  /** Figures of the running service: the greatest of all looks. */
  private record Seen(long heap, long input, long output, long backlog, boolean bounded) {

    static final Seen NOTHING = new Seen(0, 0, 0, 0, true);

    Seen and(JsonNode status, long produced) {
      JsonNode queues = status.path("queues");
      return new Seen(
          Math.max(heap, status.path("memory_bytes").asLong()),
          Math.max(input, queues.at("/input/size").asLong()),
          Math.max(output, queues.at("/output/size").asLong()),
          Math.max(backlog, produced - status.at("/records/read").asLong()),
          bounded && fits(queues.path("input")) && fits(queues.path("output")));
    }

    private static boolean fits(JsonNode queue) {
      return queue.path("size").asLong() <= queue.path("capacity").asLong();
    }
  }

  @Override
  public String name() {
    return "L3";
  }

  @Override
  public String what() {
    return "a producer five times too fast for 2 minutes: queues and heap stay, all of it is read";
  }

  @Override
  public int usualRuns() {
    return 1;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    for (int run = 0; run < lab.runs(); run++) {
      try (RedisServer server = lab.redis()) {
        long speed = speed(lab, server, run);
        figures.detail("consumer_per_second", speed);
        overload(lab, server, figures, speed, run);
        figures.ran();
      }
    }
  }

  /** Records a second that Weir reads where there is enough to read. */
  private static long speed(Lab lab, RedisServer server, int run) throws Exception {
    Workspace place = lab.place("speed-" + run);
    WeirProcess.Start start = WeirProcess.Start.in(place).withJava("-Xmx256m");
    start.run(generate(server, MEASURED, 0)).endedWith(0);
    place.file("weir.conf", reading(server));
    ServiceReport report =
        start
            .run("run", "-c", "weir.conf", "--until-idle", "1s", "--output", "json")
            .endedWith(0)
            .report();
    try (Jedis jedis = server.connect(0)) {
      jedis.del(STREAM);
    }
    return Math.round(report.json().path("throughput_per_second").asDouble());
  }

  private static void overload(
      Lab lab, RedisServer server, TrialFigures figures, long speed, int run) throws Exception {
    Workspace place = lab.place("load-" + run);
    place.file("weir.conf", reading(server));
    WeirProcess.Start start = WeirProcess.Start.in(place).withJava("-Xmx256m");
    long sent = TIMES * speed * SECONDS;
    lab.say("%d records a second are read; %d come".formatted(speed, TIMES * speed));
    try (WeirProcess process = start.weir("run", "-c", "weir.conf", "--output", "json");
        Jedis jedis = server.connect(0)) {
      ServiceClient service = ServiceClient.of(process);
      Seen filling;
      try (WeirProcess producer = start.weir(generate(server, sent, TIMES * speed))) {
        filling = watch(service, jedis, Seen.NOTHING, () -> !producer.isAlive());
        producer.await(WeirProcess.PATIENCE).endedWith(0);
      }
      lab.say("all were sent; %d wait in Redis".formatted(filling.backlog()));
      Seen seen = watch(service, jedis, filling, () -> settled(service) == sent);
      process.terminate();
      ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
      judge(figures, report, sent, filling, seen);
    }
  }

  private static Seen watch(ServiceClient service, Jedis jedis, Seen before, Await.Condition end)
      throws Exception {
    Seen[] seen = {before};
    Await.until(
        "it catches up",
        CATCHES_UP,
        () -> {
          seen[0] = seen[0].and(service.status(), jedis.xlen(STREAM));
          return end.holds();
        });
    return seen[0];
  }

  private static long settled(ServiceClient service) throws Exception {
    JsonNode records = service.status().path("records");
    return records.path("scored").asLong() + records.path("warming").asLong();
  }

  private static void judge(
      TrialFigures figures, ServiceReport report, long sent, Seen filling, Seen seen) {
    long lost = sent - report.records("read");
    figures.detail("sent", sent);
    figures.detail("read", report.records("read"));
    figures.detail("longest_backlog", filling.backlog());
    figures.detail("heap_bytes", seen.heap());
    figures.detail("heap_bytes_while_it_piled_up", filling.heap());
    figures.detail("input_queue_most", seen.input());
    figures.detail("output_queue_most", seen.output());
    if (lost != 0 || report.json().path("source_gap_records").asLong() != 0) {
      figures.broken("G2: %d of %d records lost".formatted(lost, sent));
    }
    if (report.records("dead_lettered") + report.records("rejected") > 0) {
      figures.broken("G2: records were dropped: " + report.json().path("records"));
    }
    if (!seen.bounded()) {
      figures.broken("G10: a queue held more than it may: " + seen);
    }
    if (filling.backlog() < sent / 2) {
      figures.broken("the producer was not fast enough to show anything: " + filling);
    }
  }

  private static String[] generate(RedisServer server, long records, long perSecond) {
    return new String[] {
      "generate",
      "--to",
      "redis:redis://127.0.0.1:" + server.port(),
      "--stream",
      STREAM,
      "--count",
      "" + records,
      "--rate",
      perSecond == 0 ? "max" : "" + perSecond,
      "--features",
      "2"
    };
  }

  private static Configuration reading(RedisServer server) {
    return Configuration.reading(
            ("{ type = redis-streams, name = load, uri = \"redis://127.0.0.1:%d\","
                    + " streams = [%s], group = weir }")
                .formatted(server.port(), STREAM))
        .with(DETECTOR)
        .with("engine.alerting-enabled = false");
  }
}
