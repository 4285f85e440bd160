package dev.weir.benchmarks.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the JMH benchmarks and prints a table. Argument: a pattern of those wanted. Ends with 1 if
 * the data path allocated.
 */
public final class MicroBenchmarks {

  /** JMH counts what its own threads allocate: a few bytes per million records. */
  private static final double NOTHING = 0.05;

  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 5;
  private static final TimeValue SPAN = TimeValue.seconds(1);

  private MicroBenchmarks() {}

  public static void main(String[] args) throws RunnerException {
    String pattern = args.length > 0 ? args[0] : MicroBenchmarks.class.getPackageName();
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(pattern)
                    .forks(1)
                    .warmupIterations(WARM_UPS)
                    .warmupTime(SPAN)
                    .measurementIterations(MEASUREMENTS)
                    .measurementTime(SPAN)
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    System.out.println();
    System.out.println("| benchmark | detector | features | ns per record | ± | B per record |");
    System.out.println("|---|---|---|---|---|---|");
    boolean allocated = false;
    for (RunResult result : results) {
      Line line = Line.of(result);
      System.out.println(line.text());
      allocated |= line.isDataPath() && line.bytes() > NOTHING;
    }
    if (allocated) {
      System.err.println("bench: the data path allocated");
      System.exit(1);
    }
  }

  /** One benchmark's figures, per record. */
  record Line(
      String benchmark,
      String detector,
      String features,
      double nanos,
      double error,
      double bytes) {

    static Line of(RunResult result) {
      String[] name = result.getParams().getBenchmark().split("\\.");
      return new Line(
          name[name.length - 2].replace("Benchmark", "") + "." + name[name.length - 1],
          parameter(result, "detector")
              + parameter(result, "test").toLowerCase(Locale.ROOT).replace('_', '-'),
          parameter(result, "features"),
          result.getPrimaryResult().getScore(),
          result.getPrimaryResult().getScoreError(),
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .getScore());
    }

    private static String parameter(RunResult result, String name) {
      String value = result.getParams().getParam(name);
      return value == null ? "" : value;
    }

    /** Whether it is on the data path without a parser, and so must not allocate. */
    boolean isDataPath() {
      return !benchmark.startsWith("Background") && !benchmark.endsWith("ByParser");
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %.1f | %.1f | %.3f |",
          benchmark,
          detector,
          features,
          nanos,
          error,
          bytes);
    }
  }
}
