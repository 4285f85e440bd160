package dev.weir.chaos.trial.process;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.util.concurrent.TimeUnit;

/** F25: killed again and again, sooner than the next checkpoint is due. */
public final class StormTrial implements Trial {

  private static final int LIFE_MILLIS = 2_000;

  @Override
  public String name() {
    return "F25";
  }

  @Override
  public String what() {
    return "killed after 2 s of work, again and again, with a checkpoint every 10 s: it gets on";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              lab.runs(),
              TrialSettings.USUAL.at(500).with("checkpointing.every = 10s"),
              Sources.of(lab, server),
              (round, first, runs) -> {
                long start = System.nanoTime();
                int without = 0;
                for (int run = 0; run < runs; run++) {
                  long before = round.checkpoints().newest();
                  try (WeirProcess process = round.start()) {
                    figures.recovered(round.awaitWork(process));
                    process.endsWithin(LIFE_MILLIS, TimeUnit.MILLISECONDS);
                    round.kill(process);
                  }
                  without += round.checkpoints().newest() == before ? 1 : 0;
                  figures.ran();
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                long saved =
                    round.checkpoints().newestPosition().map(round.feed()::number).orElse(0L);
                figures.detail("lives_without_a_checkpoint", without);
                figures.detail("saved_records_per_second", Math.round(saved / seconds));
                if (without == runs) {
                  figures.broken("G2: no progress in %d lives".formatted(runs));
                }
                return round.audit();
              });
    }
  }
}
