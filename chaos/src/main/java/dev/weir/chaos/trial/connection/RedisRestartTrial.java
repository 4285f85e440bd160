package dev.weir.chaos.trial.connection;

import dev.weir.chaos.feed.RedisFeed;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F10: Redis is killed and starts again, under a process that goes on. */
public final class RedisRestartTrial implements Trial {

  private static final int RESTARTS_PER_ROUND = 3;
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
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(10);
    int rounds = Math.max(1, lab.runs() / RESTARTS_PER_ROUND);
    for (int number = 0; number < rounds; number++) {
      RedisServer.Durability durability = DURABILITIES.get(number % DURABILITIES.size());
      try (RedisServer server =
              RedisServer.start(lab.place("redis-" + number).directory(), durability);
          TrialRound round =
              TrialRound.open(
                  lab,
                  "round-" + number,
                  TrialSettings.USUAL,
                  Sources.redis(server, number % 2 == 0 ? ", group = weir" : ""))) {
        restartAgainAndAgain(round, server, random, figures);
        judge(round, durability, figures, lab);
      } catch (AssertionError | IllegalStateException e) {
        figures.broken("round %d broke down: %s".formatted(number, e.getMessage()));
      }
      lab.say("%d of %d rounds done".formatted(number + 1, rounds));
    }
  }

  private static void restartAgainAndAgain(
      TrialRound round, RedisServer server, Random random, TrialFigures figures) throws Exception {
    try (WeirProcess process = round.start()) {
      round.awaitWork(process);
      for (int run = 0; run < RESTARTS_PER_ROUND; run++) {
        process.endsWithin(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        server.kill();
        process.endsWithin(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        server.startAgain();
        // Of a stream that is gone, the producer must have sent something new.
        figures.recovered(round.awaitWork(process));
        figures.ran();
      }
      process.terminate();
      process.await(WeirProcess.PATIENCE).endedWith(0);
    }
  }

  /** Checks that every record that Redis kept was read once. */
  private static void judge(
      TrialRound round, RedisServer.Durability durability, TrialFigures figures, Lab lab)
      throws Exception {
    round.finishReading();
    BitSet sent = round.feed().ledger().records();
    BitSet there = ((RedisFeed) round.feed()).content();
    String name = durability.name().toLowerCase(Locale.ROOT);
    long lostByRedis = (long) sent.cardinality() - there.cardinality();
    figures.count("sent_" + name, sent.cardinality());
    figures.count("lost_by_redis_" + name, lostByRedis);
    if (lostByRedis == 0) {
      Audit audit = round.audit(sent);
      figures.add(audit);
      audit.broken().forEach(lab::say);
      return;
    }
    if (durability == RedisServer.Durability.ALWAYS) {
      figures.broken("Redis itself lost %d records".formatted(lostByRedis));
    }
    Audit.Result mine = round.mine();
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
    Audit.Result oracle = round.oracle(seen);
    if (!mine.detections().said().equals(oracle.detections().said())) {
      figures.broken("G1: what is said of the records differs");
    }
    if (mine.inbox().notices().size() != oracle.inbox().notices().size()) {
      figures.broken("G4: the alerts are not those of the oracle");
    }
  }
}
