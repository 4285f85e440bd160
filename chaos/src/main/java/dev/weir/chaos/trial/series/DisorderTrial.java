package dev.weir.chaos.trial.series;

import dev.weir.chaos.feed.Workload;
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

/** F20: times that run backwards, records that are late or come twice, under kills. */
public final class DisorderTrial implements Trial {

  private static final int KILLS_PER_ROUND = 3;
  private static final int LONGEST_WORK_MILLIS = 1_000;

  @Override
  public String name() {
    return "F20";
  }

  @Override
  public String what() {
    return "times out of order, records that are late or come twice, under kill -9: arrival counts";
  }

  @Override
  public int usualRuns() {
    return 6;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(20);
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              KILLS_PER_ROUND,
              TrialSettings.USUAL.of(Workload.Kind.DISORDERED).with(Workload.LATENESS),
              Sources.of(lab, server),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  try (WeirProcess process = round.start()) {
                    figures.recovered(round.awaitWork(process));
                    process.endsWithin(random.nextInt(LONGEST_WORK_MILLIS), TimeUnit.MILLISECONDS);
                    round.kill(process);
                  }
                  figures.ran();
                }
                Audit audit = round.audit();
                long read = round.lastReport().records("read");
                if (read != round.feed().ledger().size()) {
                  figures.broken(
                      "G2: %d records were sent, %d counted"
                          .formatted(round.feed().ledger().size(), read));
                }
                long dropped = round.lastReport().records("late_dropped");
                figures.count("late_dropped", dropped);
                if (dropped == 0) {
                  figures.broken("no record was late: the trial proves nothing");
                }
                return audit;
              });
    }
  }
}
