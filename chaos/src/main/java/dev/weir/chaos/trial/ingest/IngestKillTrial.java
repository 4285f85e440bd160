package dev.weir.chaos.trial.ingest;

import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import java.nio.file.Files;

/**
 * F26: kill -9 while programs send records by HTTP. Each batch that was answered by 202 is scored
 * once, also one that is sent again because its answer was lost.
 */
public final class IngestKillTrial implements Trial {

  private static final int LIVES_PER_ROUND = 10;

  @Override
  public String name() {
    return "F26";
  }

  @Override
  public String what() {
    return "kill -9 while records are sent by HTTP: each 202 is accounted for once";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    for (int first = 0; first < lab.runs(); first += LIVES_PER_ROUND) {
      String name = "round-" + first;
      try {
        Files.createDirectories(lab.place(name).path(IngestRound.KEPT));
        IngestRound round = new IngestRound(lab, lab.place(name), lab.random(26L + first));
        for (int run = first; run < Math.min(lab.runs(), first + LIVES_PER_ROUND); run++) {
          round.live(IngestRound.Life.USUAL, WeirProcess::kill, figures);
          figures.ran();
        }
        round.finish(figures);
      } catch (AssertionError e) {
        figures.broken("%s broke down: %s".formatted(name, e.getMessage()));
      }
      lab.say("%d kills done".formatted(figures.runs()));
    }
  }
}
