package dev.weir.benchmarks.drift;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.List;

/** How many drifts are found in records that never change. */
final class FalseDrifts {

  /** The promise by default, and one that a million records can put to the test. */
  static final double[] PROMISES = {0.1, 100};

  private FalseDrifts() {}

  /** Stable records: what they are, in how many series, of how many features. */
  record Stable(String description, int series, int features, Source source) {}

  /**
   * All kinds of stable records.
   *
   * @param records of each
   */
  static List<Stable> kinds(long records, long seed) {
    return List.of(
        simulated(Pattern.NORMAL, 0, 1, 1, records, seed),
        simulated(Pattern.NORMAL, 0, 1, 5, records, seed),
        simulated(Pattern.NORMAL, 0.05, 1, 5, records, seed),
        simulated(Pattern.RANGES, 0.05, 1, 1, records, seed),
        simulated(Pattern.NORMAL, 0.05, 100, 1, records, seed),
        seasonal(250, records, seed),
        seasonal(2_500, records, seed),
        shaped(Shape.UNIFORM, 1, records, seed),
        shaped(Shape.EXPONENTIAL, 1, records, seed),
        shaped(Shape.EXPONENTIAL, 100, records, seed),
        shaped(Shape.COUNTS, 1, records, seed),
        shaped(Shape.HEAVY, 1, records, seed),
        shaped(Shape.HEAVY, 100, records, seed),
        shaped(Shape.HEAVIEST, 100, records, seed),
        shaped(Shape.CORRELATED, 100, records, seed),
        shaped(Shape.WANDERING, 100, records, seed));
  }

  private static Stable simulated(
      Pattern pattern, double anomalies, int series, int features, long records, long seed) {
    SimulatorSettings d = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            records,
            series,
            features,
            anomalies,
            seed,
            pattern,
            d.kinds(),
            d.drift(),
            d.season(),
            d.missing(),
            d.start(),
            d.intervalNanos());
    String description =
        "simulator, %s, %.0f %% anomalies"
            .formatted(pattern == Pattern.NORMAL ? "normal" : "ranges", 100 * anomalies);
    Source source = new Simulator("stable", settings, Double.POSITIVE_INFINITY, () -> 0);
    return new Stable(description, series, features, source);
  }

  private static Stable seasonal(int season, long records, long seed) {
    Stable plain = simulated(Pattern.NORMAL, 0, 1, 1, records, seed);
    return new Stable(
        "a season of %,d records, as wide as the noise".formatted(season),
        1,
        1,
        new ReshapedSource(plain.source(), new Season(season, 1)));
  }

  private static Stable shaped(Shape shape, int series, long records, long seed) {
    return new Stable(
        shape.description(), series, 1, new ShapeSource(shape, series, 1, records, seed));
  }

  /** How many drifts are found in all of it under a promise. */
  static int count(Stable stable, DriftTest.Kind kind, double promise)
      throws IOException, InterruptedException {
    return DriftRun.reports(stable.source(), kind, promise, _ -> false).size();
  }
}
