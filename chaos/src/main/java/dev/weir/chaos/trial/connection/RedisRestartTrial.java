package dev.weir.chaos.trial.connection;

import dev.weir.chaos.feed.RedisFeed;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Figures;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F10: Redis is killed and starts again, under a process that goes on. */
public final class RedisRestartTrial implements Trial {

  private static final int RESTARTS_PER_SCENE = 3;
  private static final int LONGEST_MILLIS = 1_000;
  private static final List<RedisServer.Durability> DURABILITIES =
      List.of(RedisServer.Durability.values());

  @Override
  public String name() {
    return "F10";
  }

  @Override
  public String what() {
    return "kill -9 of Redis and a restart: AOF always, every second, none; its loss beside Weir's";
  }

  @Override
  public int usualRuns() {
    return 9;
  }

  @Override
  public void run(Lab lab, Figures figures) throws Exception {
    Random random = lab.random(10);
    int scenes = Math.max(1, lab.runs() / RESTARTS_PER_SCENE);
    for (int scene = 0; scene < scenes; scene++) {
      RedisServer.Durability durability = DURABILITIES.get(scene % DURABILITIES.size());
      try (RedisServer server =
              RedisServer.start(lab.place("redis-" + scene).directory(), durability);
          TrialRound round =
              TrialRound.open(
                  lab,
                  "round-" + scene,
                  TrialSettings.USUAL,
                  Sources.redis(server, scene % 2 == 0 ? ", group = weir" : ""))) {
        restartAgainAndAgain(round, server, random, figures);
        judge(round, durability, figures, lab);
      } catch (AssertionError | IllegalStateException e) {
        figures.broken("round %d broke down: %s".formatted(scene, e.getMessage()));
      }
      lab.say("%d of %d scenes done".formatted(scene + 1, scenes));
    }
  }

  private static void restartAgainAndAgain(
      TrialRound scene, RedisServer server, Random random, Figures figures) throws Exception {
    try (WeirProcess process = scene.start()) {
      scene.awaitWork(process);
      for (int run = 0; run < RESTARTS_PER_SCENE; run++) {
        process.endsWithin(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        server.kill();
        process.endsWithin(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        server.startAgain();
        // Of a stream that is gone, the producer must have sent something new.
        figures.recovered(scene.awaitWork(process));
        figures.ran();
      }
      process.terminate();
      process.await(WeirProcess.PATIENCE).endedWith(0);
    }
  }

  /** Checks that every record that Redis kept was read once. */
  private static void judge(
      TrialRound scene, RedisServer.Durability durability, Figures figures, Lab lab)
      throws Exception {
    scene.finishReading();
    BitSet sent = scene.feed().ledger().records();
    BitSet there = ((RedisFeed) scene.feed()).content();
    String name = durability.name().toLowerCase(Locale.ROOT);
    long lostByRedis = (long) sent.cardinality() - there.cardinality();
    figures.count("sent_" + name, sent.cardinality());
    figures.count("lost_by_redis_" + name, lostByRedis);
    if (lostByRedis == 0) {
      Audit audit = scene.audit(sent);
      figures.add(audit);
      audit.broken().forEach(lab::say);
      return;
    }
    if (durability == RedisServer.Durability.ALWAYS) {
      figures.broken("Redis itself lost %d records".formatted(lostByRedis));
    }
    Audit.Result mine = scene.mine();
    BitSet seen = mine.detections().numbers();
    there.andNot(seen);
    if (!there.isEmpty()) {
      figures.broken("G2: %d records of the new stream not read".formatted(there.cardinality()));
    }
    if (mine.report().records("read") != seen.cardinality()
        || mine.detections().byId().size() != seen.cardinality()) {
      figures.broken(
          "G1: %d records were read, and %d counted"
              .formatted(seen.cardinality(), mine.report().records("read")));
    }
    Audit.Result oracle = scene.oracle(seen);
    if (!mine.detections().said().equals(oracle.detections().said())) {
      figures.broken("G1: what is said of the records differs");
    }
    if (mine.inbox().notices().size() != oracle.inbox().notices().size()) {
      figures.broken("G4: the alerts are not those of the oracle");
    }
  }
}
