package dev.weir.chaos.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.random.drawn.Drawn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes against the reference engine on drawn configurations. */
class ProcessLevelTest {

  @TempDir Path directory;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {51004, 81131, 81179, 81254, 91109, 95311, 99046, 200033})
  void detections_notices_and_counters_are_the_reference_engines(long seed) throws Exception {
    try (Level level = new ProcessLevel(directory, "")) {
      assertThat(level.problems(Drawn.draw(seed), directory.resolve("run"))).isEmpty();
    }
  }

  @Test
  void a_planted_bug_is_noticed() throws Exception {
    String option = AgentJar.option(directory.resolve("agent.jar"), PlantedFault.TRAIN_ANYTIME);
    try (Level level = new ProcessLevel(directory, option)) {
      assertThat(level.problems(Drawn.draw(29), directory.resolve("run"))).isNotEmpty();
    }
  }
}
