package dev.weir.chaos.round;

import java.io.IOException;

/** Makes the faults of a trial in rounds of some runs each. */
public final class Rounds {

  /** The steps of one round. */
  @FunctionalInterface
  public interface Steps {
    /**
     * Makes the fault so often, then returns the audit.
     *
     * @param first number of the first run of this round
     */
    Audit play(TrialRound round, int first, int runs) throws Exception;
  }

  private final Lab lab;
  private final TrialFigures figures;

  public Rounds(Lab lab, TrialFigures figures) {
    this.lab = lab;
    this.figures = figures;
  }

  /** All runs of the lab, so many in each round. A round that breaks down is a broken promise. */
  public void play(int perRound, TrialSettings setting, FeedFactory feeds, Steps steps)
      throws Exception {
    for (int first = 0; first < lab.runs(); first += perRound) {
      int runs = Math.min(perRound, lab.runs() - first);
      try (TrialRound round = TrialRound.open(lab, "round-" + first, setting, feeds)) {
        Audit audit = steps.play(round, first, runs);
        figures.add(audit);
        audit.broken().forEach(lab::say);
        if (audit.broken().isEmpty()) {
          round.discard();
        }
      } catch (AssertionError | IllegalStateException | IOException e) {
        figures.broken("round %d broke down: %s".formatted(first, e.getMessage()));
        lab.say("round %d broke down: %s".formatted(first, e));
      }
      lab.say("%d of %d runs done".formatted(first + runs, lab.runs()));
    }
  }
}
