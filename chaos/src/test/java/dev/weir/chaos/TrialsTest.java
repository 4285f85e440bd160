package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.trial.connection.AlertMomentTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few runs of the trials that say most, in every build; {@code bin/chaos} makes many. */
class TrialsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"F1, REDIS, 1", "F15, FILE, 1", "F16, REDIS, 1", "F17, FILE, 1", "F20, REDIS, 1"})
  void every_promise_is_kept(String name, Feed.Kind source, int runs) throws Exception {
    TrialFigures figures = run(Trials.named(name).orElseThrow(), source, runs, "");

    assertThat(figures.brokenPromises()).isEmpty();
    assertThat(figures.runs()).isEqualTo(runs);
  }

  @Test
  void a_program_that_breaks_a_promise_is_found_out() throws Exception {
    String option =
        AgentJar.option(directory.resolve("agent.jar"), PlantedFault.CURSOR_BEFORE_SEND);

    TrialFigures figures = run(new AlertMomentTrial(), Feed.Kind.FILE, 2, option);

    assertThat(figures.brokenPromises()).anyMatch(promise -> promise.startsWith("G4: 1 alerts"));
  }

  private TrialFigures run(Trial trial, Feed.Kind source, int runs, String option)
      throws Exception {
    long given = Long.getLong("chaos.seed", 0);
    long seed = given == 0 ? System.nanoTime() % 1_000_000_000 : given;
    TrialFigures figures = new TrialFigures();
    Lab lab = new Lab(seed, runs, source, new Workspace(directory), option, System.out);
    lab.say("%s with seed %d; the same again: -Dchaos.seed=%d".formatted(trial.name(), seed, seed));
    trial.run(lab, figures);
    System.out.println(TrialFigures.HEADER);
    System.out.println(figures.row(trial.name(), source.name()));
    return figures;
  }
}
