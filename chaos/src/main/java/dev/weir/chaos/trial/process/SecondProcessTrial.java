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

/** F24: a second process on the same directory. */
public final class SecondProcessTrial implements Trial {

  private static final int LOCKED = 75;

  @Override
  public String name() {
    return "F24";
  }

  @Override
  public String what() {
    return "a second process on the same directory: it is turned away, the first never notices";
  }

  @Override
  public int usualRuns() {
    return 5;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              lab.runs(),
              TrialSettings.USUAL,
              Sources.of(lab, server),
              (round, first, runs) -> {
                try (WeirProcess process = round.start()) {
                  round.awaitWork(process);
                  for (int run = 0; run < runs; run++) {
                    round.starting().run("run", "-c", "weir.conf").endedWith(LOCKED);
                    round.awaitWork(process);
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
