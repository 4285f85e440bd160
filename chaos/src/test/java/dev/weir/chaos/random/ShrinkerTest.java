package dev.weir.chaos.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkerTest {

  private static final long SEED = 12;

  @TempDir Path directory;

  private final AtomicLong clock = new AtomicLong();

  /** Fails where a detector has a budget and its source at least 50 records. */
  private static List<String> budgets(Drawn drawn) {
    return drawn.sources().stream()
        .filter(source -> source.shape().count() >= 50)
        .flatMap(source -> source.detectors().stream())
        .filter(detector -> detector.options().stream().anyMatch(o -> o.startsWith("alert-bud")))
        .map(DrawnDetector::text)
        .toList();
  }

  @Test
  void nothing_is_left_that_the_failure_does_not_need() throws Exception {
    Shrinker.Smallest smallest = shrink(1_000_000);

    Drawn drawn = smallest.drawn();
    assertThat(drawn.sources()).hasSize(1);
    assertThat(drawn.detectors()).hasSize(1);
    assertThat(drawn.detectors().getFirst().options())
        .filteredOn(option -> option.startsWith("alert-budget"))
        .hasSize(1);
    assertThat(drawn.records()).isBetween(50, 60);
    assertThat(drawn.lives()).hasSize(1);
    assertThat(drawn.neighbour()).isFalse();
    assertThat(smallest.problems()).isEqualTo(budgets(drawn));
  }

  @Test
  void the_reductions_lead_to_the_same_configuration_again() throws Exception {
    Shrinker.Smallest smallest = shrink(1_000_000);

    assertThat(Drawn.draw(SEED).reducedBy(smallest.without())).isEqualTo(smallest.drawn());
  }

  @Test
  void the_directory_of_the_smallest_failure_is_kept() throws Exception {
    Shrinker.Smallest smallest = shrink(1_000_000);

    assertThat(Files.isDirectory(smallest.directory())).isTrue();
  }

  @Test
  void it_ends_when_its_time_is_up() throws Exception {
    assertThat(shrink(3).without()).hasSizeLessThanOrEqualTo(3);
  }

  private Shrinker.Smallest shrink(long nanos) throws Exception {
    Level level =
        new Level() {
          @Override
          public List<String> problems(Drawn drawn, Path place) {
            return budgets(drawn);
          }

          @Override
          public void close() {
            // It holds nothing.
          }
        };
    Drawn drawn = Drawn.draw(SEED);
    assertThat(budgets(drawn)).isNotEmpty();
    return new Shrinker(new Player(level, directory), clock::getAndIncrement)
        .shrink(new Shrinker.Smallest(drawn, List.of(), budgets(drawn), directory), nanos);
  }
}
