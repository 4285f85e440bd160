package dev.weir.chaos.trial.process;

import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Slowest;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** F9: SIGTERM under load. */
public final class StopTrial implements Trial {

  private static final int STOPS_PER_ROUND = 10;
  private static final int LONGEST_WORK_MILLIS = 1_000;
  private static final long LONGEST_STOP_MILLIS = 30_000;

  @Override
  public String name() {
    return "F9";
  }

  @Override
  public String what() {
    return "SIGTERM under load: it ends with 0, and the next one replays nothing";
  }

  @Override
  public int usualRuns() {
    return 10;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(9);
    Slowest stops = new Slowest();
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              STOPS_PER_ROUND,
              TrialSettings.USUAL,
              Sources.of(lab, server),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  try (WeirProcess process = round.start()) {
                    figures.recovered(round.awaitWork(process));
                    process.endsWithin(random.nextInt(LONGEST_WORK_MILLIS), TimeUnit.MILLISECONDS);
                    stops.add(round.stop(process));
                  }
                  figures.ran();
                }
                Audit audit = round.audit();
                figures.count("replayed", audit.rewritten());
                if (audit.rewritten() + audit.alertsRepeated() > 0) {
                  figures.broken(
                      "%d records replayed, %d alerts repeated after an orderly stop"
                          .formatted(audit.rewritten(), audit.alertsRepeated()));
                }
                return audit;
              });
    }
    stops.tell(figures, "stop_ms");
    if (stops.max() > LONGEST_STOP_MILLIS) {
      figures.broken("a stop took %d ms".formatted(stops.max()));
    }
  }
}
