package dev.weir.chaos.trial.connection;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.feed.RedisFeed;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** F11: a stream is trimmed before everything in it was read. */
public final class TrimTrial implements Trial {

  private static final int TRIMS_PER_ROUND = 5;
  private static final int LONGEST_BACKLOG_MILLIS = 800;
  private static final int LONGEST_KEPT = 300;

  @Override
  public String name() {
    return "F11";
  }

  @Override
  public String what() {
    return "XTRIM before records are read, stopped and running: each that is gone is counted";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(11);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              TRIMS_PER_ROUND,
              TrialSettings.USUAL,
              Sources.redis(server, lab.random(111).nextBoolean() ? ", group = weir" : ""),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  trimOnce(round, server, random, run % 2 == 0);
                  figures.ran();
                }
                return audit(round, figures);
              });
    }
  }

  private static void trimOnce(TrialRound round, RedisServer server, Random random, boolean running)
      throws Exception {
    try (WeirProcess process = round.start()) {
      round.awaitWork(process);
      if (running) {
        process.signal("STOP");
        trim(process, server, random);
        process.signal("CONT");
        round.awaitWork(process);
      }
      round.stop(process);
      if (!running) {
        trim(process, server, random);
      }
    }
  }

  /** After a while in which more comes than is read. */
  private static void trim(WeirProcess process, RedisServer server, Random random)
      throws Exception {
    process.endsWithin(0, TimeUnit.MILLISECONDS);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_BACKLOG_MILLIS));
    try (Jedis jedis = server.connect(0)) {
      jedis.xtrim(RedisFeed.STREAM, random.nextInt(LONGEST_KEPT), false);
    }
  }

  private static Audit audit(TrialRound round, TrialFigures figures) throws Exception {
    round.finishReading();
    BitSet seen = Detections.read(round.detections()).numbers();
    BitSet sent = round.feed().ledger().records();
    BitSet gone = (BitSet) sent.clone();
    gone.andNot(seen);
    BitSet lost = (BitSet) gone.clone();
    lost.and(((RedisFeed) round.feed()).content());
    Audit audit = round.audit(seen);
    long counted = round.lastReport().json().path("source_gap_records").asLong(-1);
    figures.count("gone", gone.cardinality());
    figures.count("counted_as_gap", counted);
    if (counted != gone.cardinality()) {
      figures.broken(
          "G2: %d records were gone, %d were counted".formatted(gone.cardinality(), counted));
    }
    if (!lost.isEmpty()) {
      figures.broken("G2: %d records lost that were there".formatted(lost.cardinality()));
    }
    return audit;
  }
}
