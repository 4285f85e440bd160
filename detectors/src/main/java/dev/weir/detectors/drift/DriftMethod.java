package dev.weir.detectors.drift;

import java.util.Optional;

/** How a {@link DriftTest} tells what is new from what was: pure functions, without state. */
sealed interface DriftMethod permits WindowComparison, Adwin, PageHinkley, RankComparison {

  /** Carries out {@link DriftTest#check}. */
  CheckOutcome check(DriftTest test, Optional<DriftMemory> memory, double[] rows, int width);

  /**
   * Whether it can go on from such numbers of its own, known with a reference of so many points.
   */
  boolean fits(double[] own, int points, int features);

  /** Bytes that it may keep of a series besides its windows, as an upper bound. */
  long bytes(DriftTest test, int features);
}
