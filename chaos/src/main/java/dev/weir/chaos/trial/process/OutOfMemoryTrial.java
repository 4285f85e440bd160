package dev.weir.chaos.trial.process;

import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;

/** F18: the heap is too small for the series that come. */
public final class OutOfMemoryTrial implements Trial {

  private static final int OUT_OF_MEMORY = 3;

  /** 80 % of the small heap, the most that is accepted: more than fits beside everything else. */
  private static final String STATES = "28 MiB";

  @Override
  public String name() {
    return "F18";
  }

  @Override
  public String what() {
    return "a flood of series in a small heap: exit 3 at once; with more heap it goes on exactly";
  }

  @Override
  public int usualRuns() {
    return 3;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis()) {
      new Rounds(lab, figures)
          .play(
              1,
              TrialSettings.USUAL
                  .of(Workload.Kind.FLOOD)
                  .at(4_000)
                  .with("checkpointing.every = 1s")
                  .with("engine.max-memory-usage = " + STATES),
              Sources.of(lab, server),
              (round, first, runs) -> {
                WeirProcess.Start usual = round.starting();
                try (WeirProcess process =
                    round.start(usual.withJava(usual.javaOptions() + " -Xms16m -Xmx36m"))) {
                  process.await(WeirProcess.PATIENCE).endedWith(OUT_OF_MEMORY);
                  round.look();
                }
                figures.ran();
                return round.audit();
              });
    }
  }
}
