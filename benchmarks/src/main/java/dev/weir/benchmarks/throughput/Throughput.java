package dev.weir.benchmarks.throughput;

import dev.weir.settings.SettingsReader;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Records a second of {@code weir run} and of the bare loop on the same records, in turns, each in
 * a process of its own: the fraction is what the engine leaves of the speed. Arguments: the
 * launcher, how many runs, and configurations. Ends with 1 if a record was lost.
 */
public final class Throughput {

  private Throughput() {}

  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[1]);
    boolean sound = true;
    for (String config : Arrays.asList(args).subList(2, args.length)) {
      sound &= measure(Path.of(args[0]), Path.of(config), runs);
    }
    System.exit(sound ? 0 : 1);
  }

  private static boolean measure(Path weir, Path config, int runs)
      throws IOException, InterruptedException, ConfigurationException {
    Programs programs = new Programs(weir, config);
    long expected = records(config);
    System.out.printf(Locale.ROOT, "%n%s: %,d records%n%n", config.getFileName(), expected);
    System.out.printf(
        Locale.ROOT,
        "| run | weir run, records/s | bare loop, records/s | fraction | drifts | stalls | lost"
            + " |%n");
    System.out.printf(Locale.ROOT, "|---|---|---|---|---|---|---|%n");
    List<Double> whole = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> fractions = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      Report report = Report.read(programs.weir(), expected);
      whole.add(report.throughput());
      bare.add(programs.bare());
      fractions.add(whole.getLast() / bare.getLast());
      problems.addAll(report.problems());
      System.out.printf(
          Locale.ROOT,
          "| %d | %,.0f | %,.0f | %.2f | %d | %d | %s |%n",
          run,
          whole.getLast(),
          bare.getLast(),
          fractions.getLast(),
          report.drifts(),
          report.stalls(),
          report.problems().isEmpty() ? "none" : "SOME");
    }
    System.out.printf(
        Locale.ROOT,
        "| **median** | **%,.0f** | **%,.0f** | **%.2f** | | | |%n",
        median(whole),
        median(bare),
        median(fractions));
    problems.forEach(problem -> System.err.println("bench: " + problem));
    return problems.isEmpty();
  }

  private static long records(Path config) throws ConfigurationException {
    return switch (SettingsReader.read(ConfigFile.load(config)).sources().getFirst()) {
      case SourceSettings.Simulated simulated -> simulated.settings().count();
      case SourceSettings other ->
          throw new IllegalArgumentException("'%s' is not a simulator".formatted(other.name()));
    };
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
