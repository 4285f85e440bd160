package dev.weir.chaos.trial.process;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F8: SIGSTOP, and SIGCONT a while later. */
public final class PauseTrial implements Trial {

  private static final int PAUSES_PER_ROUND = 10;
  private static final int SHORTEST_MILLIS = 500;
  private static final int LONGEST_MILLIS = 4_000;

  @Override
  public String name() {
    return "F8";
  }

  @Override
  public String what() {
    return "SIGSTOP for up to 4.5 s, then SIGCONT";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(8);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              PAUSES_PER_ROUND,
              TrialSettings.USUAL,
              Sources.of(lab, server),
              (round, first, runs) -> {
                try (WeirProcess process = round.start()) {
                  round.awaitWork(process);
                  for (int run = 0; run < runs; run++) {
                    process.endsWithin(random.nextInt(500), TimeUnit.MILLISECONDS);
                    process.signal("STOP");
                    process.endsWithin(
                        SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
                    process.signal("CONT");
                    figures.recovered(round.awaitWork(process));
                    figures.ran();
                  }
                  round.stop(process);
                }
                Audit audit = round.audit();
                if (audit.rewritten() > 0) {
                  figures.broken("%d records written again".formatted(audit.rewritten()));
                }
                return audit;
              });
    }
  }
}
