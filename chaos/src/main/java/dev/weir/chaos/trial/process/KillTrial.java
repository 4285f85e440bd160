package dev.weir.chaos.trial.process;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F1: kill -9 at random moments. */
public final class KillTrial implements Trial {

  private static final int KILLS_PER_ROUND = 20;
  private static final int LONGEST_START_MILLIS = 2_000;
  private static final int LONGEST_WORK_MILLIS = 1_500;
  private static final int LONGEST_DOWN_MILLIS = 200;

  /** Of so many kills, one comes just after a rotation, and one just before two. */
  private static final int ROTATED = 4;

  @Override
  public String name() {
    return "F1";
  }

  @Override
  public String what() {
    return "kill -9 at random moments, a third of them while it starts";
  }

  @Override
  public int usualRuns() {
    return 20;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(1);
    try (RedisServer server = lab.redis()) {
      TrialSettings setting =
          TrialSettings.USUAL.with(TrialSettings.SMALL_QUEUES).visiting(lab, server);
      new Rounds(lab, figures)
          .play(
              KILLS_PER_ROUND,
              setting,
              Sources.of(lab, server),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  killOnce(round, figures, random, run % 3 == 2);
                  figures.ran();
                }
                return round.audit();
              });
    }
  }

  private static void killOnce(TrialRound round, TrialFigures figures, Random random, boolean early)
      throws Exception {
    try (WeirProcess process = round.start()) {
      if (early) {
        process.endsWithin(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
      } else {
        figures.recovered(round.awaitWork(process));
        process.endsWithin(random.nextInt(LONGEST_WORK_MILLIS), TimeUnit.MILLISECONDS);
      }
      if (!process.isAlive()) {
        throw new AssertionError("it ended by itself: " + process.said());
      }
      boolean before = random.nextInt(ROTATED) == 0;
      boolean after = random.nextInt(ROTATED) == 0;
      if (before) {
        round.rotate();
      }
      round.kill(process);
      if (after) {
        round.rotate();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DOWN_MILLIS));
        round.rotate();
      }
    }
  }
}
