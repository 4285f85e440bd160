package dev.weir.benchmarks.drift;

import dev.weir.benchmarks.drift.Delays.Change;
import dev.weir.benchmarks.drift.Delays.Delay;
import dev.weir.benchmarks.drift.Delays.Trial;
import dev.weir.benchmarks.drift.FalseDrifts.Stable;
import java.io.IOException;
import java.util.Locale;

/**
 * Prints how often drift is found where there is none, and how late where there is. Argument: how
 * many stable records of each kind, a million if not given.
 */
public final class DriftReport {

  private static final long RECORDS = 1_000_000;
  private static final long SEED = 1;
  private static final int SEEDS = 50;
  private static final int WITHIN = 20_000;
  private static final Trial DIRTY = new Trial(5, 0.05, SEEDS, WITHIN);
  private static final Trial CLEAN = new Trial(1, 0, SEEDS, WITHIN);

  private DriftReport() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    falseDrifts(args.length > 0 ? Long.parseLong(args[0]) : RECORDS);
    delays();
  }

  private static void falseDrifts(long records) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "Drifts found in %,d records that never change, a check every %d%n%n",
        records,
        DriftRun.EVERY);
    System.out.printf(Locale.ROOT, "| records | series | features |");
    for (double promise : FalseDrifts.PROMISES) {
      System.out.printf(Locale.ROOT, " promised at most %s |", promise * records / 1e6);
    }
    System.out.printf(Locale.ROOT, "%n|---|---|---|---|---|%n");
    for (Stable stable : FalseDrifts.kinds(records, SEED)) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d |",
          stable.description(),
          stable.series(),
          stable.features());
      for (double promise : FalseDrifts.PROMISES) {
        System.out.printf(Locale.ROOT, " %d |", FalseDrifts.count(stable, promise));
      }
      System.out.printf(Locale.ROOT, "%n");
    }
  }

  private static void delays() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%nRecords from a change to its report, of which %d are the fixed lag; %d seeds each;"
            + " missed: not within %,d%n%n",
        DriftRun.LAG,
        SEEDS,
        WITHIN);
    System.out.printf(
        Locale.ROOT,
        "| change | features | anomalies | median | 9 in 10 | missed | reported before |%n");
    System.out.printf(Locale.ROOT, "|---|---|---|---|---|---|---|%n");
    for (Trial trial : new Trial[] {DIRTY, CLEAN}) {
      for (Change change : Delays.CHANGES) {
        Delay delay = Delays.measure(change, trial);
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %.0f %% | %,d | %,d | %d | %d |%n",
            text(change),
            trial.features(),
            100 * trial.anomalies(),
            delay.median(),
            delay.ninth(),
            delay.missed(),
            delay.early());
      }
    }
  }

  private static String text(Change change) {
    return switch (change) {
      case Change.Level(double size, long over) when over == 1 ->
          "level by %s sd at once".formatted(size);
      case Change.Level(double size, long over) ->
          "level by %s sd over %,d records".formatted(size, over);
      case Change.Variance(double factor) -> "variance times %s".formatted(factor);
    };
  }
}
