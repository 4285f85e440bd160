package dev.weir.chaos.trial.storage;

import dev.weir.chaos.fault.LoopDisk;
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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * F3: the power goes. Checkpoints, outbox and detections are on a disk of which only what was
 * forced survives; the stream forgets what Weir says is safe, so that nothing can be read again
 * that should have been kept.
 */
public final class PowerLossTrial implements Trial {

  private static final int CUTS_PER_ROUND = 10;
  private static final int LATEST_MILLIS = 1_000;

  @Override
  public String name() {
    return "F3";
  }

  @Override
  public String what() {
    return "power cuts, half of them just after records were given up for safe";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public String impossible() {
    return LoopDisk.impossible();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(3);
    try (RedisServer server = lab.redis()) {
      for (int first = 0; first < lab.runs(); first += CUTS_PER_ROUND) {
        int runs = Math.min(CUTS_PER_ROUND, lab.runs() - first);
        String name = "round-" + first;
        try (LoopDisk disk =
            LoopDisk.at(
                lab.directory().path(name + ".img"), lab.place(name).path(TrialRound.DISTURBED))) {
          cutAgainAndAgain(lab.making(runs), name, server, disk, random, figures);
        }
      }
    }
  }

  private static void cutAgainAndAgain(
      Lab lab, String name, RedisServer server, LoopDisk disk, Random random, TrialFigures figures)
      throws Exception {
    // With one checkpoint there is nothing to fall back to: it has to be there.
    TrialSettings setting =
        TrialSettings.USUAL
            .with("checkpointing.keep = 1")
            .with("dead-letters.path = \"\"")
            .visiting(lab, server);
    try (TrialRound round =
        TrialRound.open(lab, name, setting, Sources.redis(server, ", group = weir, trim = true"))) {
      for (int run = 0; run < lab.runs(); run++) {
        round.configure();
        try (WeirProcess process = round.start()) {
          figures.recovered(round.awaitWork(process));
          if (run % 2 == 0) {
            awaitTrim(server);
          } else {
            process.endsWithin(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
          }
          disk.cutPower();
          process.kill();
          disk.restore();
          round.look();
          figures.ran();
        }
      }
      round.configure();
      Audit audit = round.audit();
      long gone = round.lastReport().json().path("source_gap_records").asLong();
      figures.count("acknowledged_and_lost", gone);
      figures.add(audit);
      audit.broken().forEach(lab::say);
    } catch (AssertionError e) {
      figures.broken("%s broke down: %s".formatted(name, e.getMessage()));
    }
    lab.say("%d cuts done".formatted(figures.runs()));
  }

  /** Returns as soon as the stream has forgotten something. */
  private static void awaitTrim(RedisServer server) {
    try (Jedis jedis = server.connect(0)) {
      long first = first(jedis);
      long deadline = System.nanoTime() + WeirProcess.PATIENCE.toNanos();
      while (first(jedis) == first && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
    }
  }

  private static long first(Jedis jedis) {
    for (StreamEntry entry : jedis.xrange(RedisFeed.STREAM, "-", "+", 1)) {
      return RedisFeed.number(entry.getID());
    }
    return 0;
  }
}
