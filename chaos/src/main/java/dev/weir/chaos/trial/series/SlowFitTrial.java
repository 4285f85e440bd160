package dev.weir.chaos.trial.series;

import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.List;

/** F17: fits take long, or have no memory. */
public final class SlowFitTrial implements Trial {

  private static final List<PlantedFault> FAILURES =
      List.of(PlantedFault.FIT_IS_SLOW, PlantedFault.FIT_CRASHES);

  /** So many records of 40 series need several fits each. */
  private static final int RECORDS = 4_000;

  @Override
  public String name() {
    return "F17";
  }

  @Override
  public String what() {
    return "fits that are slow, or end in an OutOfMemoryError: results do not depend on it";
  }

  @Override
  public int usualRuns() {
    return 2;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis()) {
      for (int run = 0; run < lab.runs(); run++) {
        PlantedFault failure = FAILURES.get(run % FAILURES.size());
        String option = AgentJar.option(lab.directory().path("agent.jar"), failure);
        try (TrialRound round =
            TrialRound.open(
                lab, "round-" + run, TrialSettings.USUAL.at(1_000), Sources.of(lab, server))) {
          WeirProcess.Start usual = round.starting();
          try (WeirProcess process =
              round.start(usual.withJava(usual.javaOptions() + " " + option))) {
            round.awaitWork(process);
            Await.until(
                RECORDS + " records are sent",
                WeirProcess.PATIENCE,
                () -> !process.isAlive() || round.feed().ledger().intended() >= RECORDS);
            // No series may wait for ever for a fit that was lost.
            round.producer().finish();
            ServiceClient.of(process).awaitSettled(round.feed().ledger().size());
            figures.count(failure.text() + (process.isAlive() ? "" : "_ended_the_process"), 1);
            round.kill(process);
          }
          figures.add(round.audit());
        } catch (AssertionError | IllegalStateException e) {
          figures.broken("%s broke down: %s".formatted(failure.text(), e.getMessage()));
        }
        figures.ran();
      }
    }
  }
}
