package dev.weir.chaos.trial.ingest;

import dev.weir.chaos.fault.LoopDisk;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;

/**
 * F27: the power goes while programs send records by HTTP. The journal, the checkpoints and the
 * detections are on a disk of which only what was forced survives. Every other life, the first
 * among them, has one checkpoint at its beginning: the records acknowledged later have to be in the
 * journal.
 */
public final class IngestPowerTrial implements Trial {

  private static final int CUTS_PER_ROUND = 10;

  @Override
  public String name() {
    return "F27";
  }

  @Override
  public String what() {
    return "power cuts while records are sent by HTTP: each 202 is accounted for once";
  }

  @Override
  public int usualRuns() {
    return 5;
  }

  @Override
  public String impossible() {
    return LoopDisk.impossible();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    for (int first = 0; first < lab.runs(); first += CUTS_PER_ROUND) {
      String name = "round-" + first;
      try (LoopDisk disk =
          LoopDisk.at(
              lab.directory().path(name + ".img"), lab.place(name).path(IngestRound.KEPT))) {
        IngestRound round = new IngestRound(lab, lab.place(name), lab.random(27L + first));
        for (int run = first; run < Math.min(lab.runs(), first + CUTS_PER_ROUND); run++) {
          round.live(
              run % 2 == 0 ? IngestRound.Life.ONE_CHECKPOINT : IngestRound.Life.USUAL,
              process -> {
                disk.cutPower();
                process.kill();
                disk.restore();
              },
              figures);
          figures.ran();
        }
        round.finish(figures);
      } catch (AssertionError e) {
        figures.broken("%s broke down: %s".formatted(name, e.getMessage()));
      }
      lab.say("%d cuts done".formatted(figures.runs()));
    }
  }
}
