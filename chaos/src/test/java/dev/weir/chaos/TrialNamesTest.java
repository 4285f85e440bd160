package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.round.Trial;
import org.junit.jupiter.api.Test;

/** A trial is played by its name. */
class TrialNamesTest {

  @Test
  void each_trial_has_a_name_of_its_own() {
    assertThat(Trials.ALL.stream().map(Trial::name)).doesNotHaveDuplicates();
    assertThat(Trials.ALL).allMatch(trial -> Trials.named(trial.name()).orElseThrow() == trial);
  }
}
