package dev.weir.chaos.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.random.drawn.Drawn;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine against the reference engine on drawn configurations. What a fresh seed finds is
 * mended and its seed joins the list.
 */
class EngineLevelTest {

  private static final EngineLevel LEVEL = new EngineLevel(true);

  @TempDir Path directory;

  @AfterAll
  static void close() {
    LEVEL.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(
      longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 19, 20, 21, 22, 23, 27, 29})
  void every_line_is_the_reference_engines(long seed) throws Exception {
    assertThat(LEVEL.problems(Drawn.draw(seed), directory)).isEmpty();
  }
}
