package dev.weir.chaos.round;

import java.io.IOException;

/** Makes faults in rounds, each a scene of its own. */
public final class Rounds {

  /** The steps of one round. */
  @FunctionalInterface
  public interface Round {
    /**
     * Makes the fault so often, then returns the audit.
     *
     * @param first number of the first run of this round
     */
    Audit play(TrialRound scene, int first, int runs) throws Exception;
  }

  private final Lab lab;
  private final Figures figures;

  public Rounds(Lab lab, Figures figures) {
    this.lab = lab;
    this.figures = figures;
  }

  /** All runs of the lab, so many in each scene. A scene that breaks down is a broken promise. */
  public void play(int perScene, TrialSettings setting, FeedFactory feeds, Round round)
      throws Exception {
    for (int first = 0; first < lab.runs(); first += perScene) {
      int runs = Math.min(perScene, lab.runs() - first);
      try (TrialRound scene = TrialRound.open(lab, "round-" + first, setting, feeds)) {
        Audit audit = round.play(scene, first, runs);
        figures.add(audit);
        audit.broken().forEach(lab::say);
        if (audit.broken().isEmpty()) {
          scene.discard();
        }
      } catch (AssertionError | IllegalStateException | IOException e) {
        figures.broken("round %d broke down: %s".formatted(first, e.getMessage()));
        lab.say("round %d broke down: %s".formatted(first, e));
      }
      lab.say("%d of %d runs done".formatted(first + runs, lab.runs()));
    }
  }
}
