package dev.weir.benchmarks.drift;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Drift;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** How many records after a change drift is reported. */
final class Delays {

  private static final int BEFORE = 5_000;
  private static final double PROMISE = 0.1;

  private Delays() {}

  /** The changes that are measured. */
  static final List<Change> CHANGES =
      List.of(
          new Change.Level(0.2, 1),
          new Change.Level(0.5, 1),
          new Change.Level(1, 1),
          new Change.Level(3, 1),
          new Change.Level(1, 2000),
          new Change.Level(1, 20_000),
          new Change.Level(3, 2000),
          new Change.Variance(2),
          new Change.Variance(4),
          new Change.Correlation(0.9),
          new Change.Correlation(0.5),
          new Change.Seasonal(0, 1),
          new Change.Seasonal(1, 2),
          new Change.Seasonal(1, 1));

  /**
   * The series that change, and the number of attempts.
   *
   * @param within after how many records without a report it is missed
   */
  record Trial(int features, double anomalies, int seeds, int within) {}

  /**
   * The result.
   *
   * @param median records between change and report, of those that were reported; 0 if none were
   * @param ninth the same for nine in ten
   * @param early reports before there was a change
   */
  record Delay(long median, long ninth, int missed, int early) {}

  static Delay measure(Change change, Trial trial, DriftTest.Kind kind)
      throws IOException, InterruptedException {
    long[] delays = new long[trial.seeds()];
    int reported = 0;
    int early = 0;
    for (int seed = 0; seed < trial.seeds(); seed++) {
      // Each at another place of the window that it falls into.
      long after = BEFORE + (long) DriftRun.EVERY * seed / trial.seeds();
      List<Long> reports =
          DriftRun.reports(source(change, trial, after, seed), kind, PROMISE, at -> at > after);
      boolean found = !reports.isEmpty() && reports.getLast() > after;
      early += reports.size() - (found ? 1 : 0);
      if (found) {
        delays[reported++] = reports.getLast() - after;
      }
    }
    long[] sorted = Arrays.stream(delays, 0, reported).sorted().toArray();
    return new Delay(quantile(sorted, 0.5), quantile(sorted, 0.9), trial.seeds() - reported, early);
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static Source source(Change change, Trial trial, long after, long seed) {
    return switch (change) {
      case Change.Level(double size, long over) ->
          simulator(trial, new Drift(after, size, over), after, seed);
      case Change.Reshaped reshaped ->
          new ReshapedSource(simulator(trial, Drift.NONE, after, seed), reshaped.after(after));
    };
  }

  private static Source simulator(Trial trial, Drift drift, long after, long seed) {
    SimulatorSettings d = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            after + trial.within(),
            1,
            trial.features(),
            trial.anomalies(),
            seed,
            Pattern.NORMAL,
            d.kinds(),
            drift,
            d.season(),
            d.missing(),
            d.start(),
            d.intervalNanos());
    return new Simulator("changing", settings, Double.POSITIVE_INFINITY, () -> 0);
  }
}
