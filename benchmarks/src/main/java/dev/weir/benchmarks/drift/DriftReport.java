package dev.weir.benchmarks.drift;

import dev.weir.benchmarks.drift.Delays.Delay;
import dev.weir.benchmarks.drift.Delays.Trial;
import dev.weir.benchmarks.drift.FalseDrifts.Stable;
import dev.weir.detectors.drift.DriftTest;
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
    StringBuilder head = new StringBuilder("| records | series | features |");
    for (DriftTest.Kind kind : DriftTest.Kind.values()) {
      for (double promise : FalseDrifts.PROMISES) {
        head.append(" %s, at most %s |".formatted(name(kind), promise * records / 1e6));
      }
    }
    table(head.toString());
    for (Stable stable : FalseDrifts.kinds(records, SEED)) {
      StringBuilder line = new StringBuilder("| ").append(stable.description());
      line.append(" | ").append(stable.series()).append(" | ").append(stable.features());
      line.append(" |");
      for (DriftTest.Kind kind : DriftTest.Kind.values()) {
        for (double promise : FalseDrifts.PROMISES) {
          line.append(" %d |".formatted(FalseDrifts.count(stable, kind, promise)));
        }
      }
      System.out.println(line);
    }
  }

  private static void delays() throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "%nRecords from a change to its report, of which %d are the fixed lag: median / nine in ten;"
            + " (m missed) of %d seeds, missed: not within %,d; +e: reports before the change%n%n",
        DriftRun.LAG,
        SEEDS,
        WITHIN);
    StringBuilder head = new StringBuilder("| change | features | anomalies |");
    for (DriftTest.Kind kind : DriftTest.Kind.values()) {
      head.append(' ').append(name(kind)).append(" |");
    }
    table(head.toString());
    for (Trial trial : new Trial[] {DIRTY, CLEAN}) {
      for (Change change : Delays.CHANGES) {
        if (trial.features() > 1 || !(change instanceof Change.Correlation)) {
          delays(trial, change);
        }
      }
    }
  }

  private static void delays(Trial trial, Change change) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder("| ").append(change.text());
    line.append(" | %d | %.0f %% |".formatted(trial.features(), 100 * trial.anomalies()));
    for (DriftTest.Kind kind : DriftTest.Kind.values()) {
      line.append(' ').append(text(Delays.measure(change, trial, kind), trial)).append(" |");
    }
    System.out.println(line);
  }

  private static String text(Delay delay, Trial trial) {
    String before = delay.early() == 0 ? "" : " +" + delay.early();
    if (delay.missed() == trial.seeds()) {
      return "missed" + before;
    }
    String missed = delay.missed() == 0 ? "" : " (%d missed)".formatted(delay.missed());
    return String.format(Locale.ROOT, "%,d / %,d", delay.median(), delay.ninth()) + missed + before;
  }

  private static void table(String head) {
    System.out.println(head);
    System.out.println(head.replaceAll("[^|]+", "---"));
  }

  private static String name(DriftTest.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
