package dev.weir.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.drift.FalseDrifts.Stable;
import dev.weir.detectors.drift.DriftTest.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FalseDriftsTest {

  private static final int RECORDS = 20_000;

  /** So lax that chance is found even in few records. */
  private static final double LAX = 1000;

  private static final double STRICT = 0.1;

  /** Nothing is promised of these. */
  private static final Set<Shape> DEPENDENT = EnumSet.of(Shape.CORRELATED, Shape.WANDERING);

  @Test
  void every_kind_is_counted() {
    assertThat(FalseDrifts.kinds(RECORDS, 1)).hasSize(16);
  }

  @Test
  void the_same_seed_gives_the_same_counts() throws Exception {
    List<Integer> counts = counts();

    assertThat(counts()).isEqualTo(counts);
    assertThat(counts).anyMatch(count -> count > 0);
  }

  @Test
  void nothing_is_found_in_stable_independent_records_by_default() throws Exception {
    for (Shape shape : Shape.values()) {
      if (!DEPENDENT.contains(shape)) {
        ShapeSource source = new ShapeSource(shape, 2, 1, RECORDS, 1);
        for (Kind kind : Kind.values()) {
          assertThat(DriftRun.reports(source, kind, STRICT, _ -> false))
              .as("%s, %s", shape.description(), kind)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void shapes_are_what_they_say() {
    assertThat(mean(Shape.UNIFORM)).isBetween(0.49, 0.51);
    assertThat(mean(Shape.EXPONENTIAL)).isBetween(0.97, 1.03);
    assertThat(mean(Shape.COUNTS)).isBetween(1.95, 2.05);
    assertThat(mean(Shape.HEAVY)).isBetween(-0.05, 0.05);
    assertThat(mean(Shape.CORRELATED)).isBetween(-0.05, 0.05);
  }

  private static List<Integer> counts() throws Exception {
    List<Integer> counts = new ArrayList<>();
    for (Stable stable : FalseDrifts.kinds(RECORDS, 1)) {
      counts.add(FalseDrifts.count(stable, Kind.KS, LAX));
    }
    return counts;
  }

  private static double mean(Shape shape) {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    double value = 0;
    for (int i = 0; i < RECORDS; i++) {
      value = shape.next(random, value);
      sum += value;
    }
    return sum / RECORDS;
  }
}
