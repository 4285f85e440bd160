package dev.weir.benchmarks.scenarios;

import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints the verdicts of detectors on series with known events. Options: {@code --detector NAME}
 * (repeatable), {@code --seeds N}, {@code --only TEXT} (scenarios whose name holds the text), and
 * {@code forecasts} for the table of forecasts alone. Series depend on their scenario and seed
 * alone, so the tables are equal on every machine.
 */
public final class ScenarioReport {

  private static final int SEEDS = 6;
  private static final List<String> BESIDE =
      List.of("auto", "robust-z-score", "ewma", "random-cut-forest");

  private ScenarioReport() {}

  public static void main(String[] args) {
    List<String> detectors = new ArrayList<>();
    int seeds = SEEDS;
    String only = "";
    boolean forecasts = args.length > 0 && args[0].equals("forecasts");
    for (int i = forecasts ? 1 : 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--detector" -> detectors.add(value);
        case "--seeds" -> seeds = Math.max(1, Integer.parseInt(value));
        case "--only" -> only = value;
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    for (String name : detectors.isEmpty() ? BESIDE : detectors) {
      if (forecasts) {
        forecasts(detector(name), seeds, only);
      } else {
        report(detector(name), seeds, only);
      }
    }
  }

  private static Detector detector(String name) {
    return Detectors.defaults().stream()
        .filter(detector -> detector.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown detector " + name));
  }

  static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    all.addAll(QuietScenarios.all());
    all.addAll(EventScenarios.all());
    all.addAll(RecoveryScenarios.all());
    all.addAll(SeveralScenarios.all());
    return all;
  }

  private static void report(Detector detector, int seeds, String only) {
    System.out.printf("%n`%s`, %d seeds of each scenario%n%n", detector.name(), seeds);
    System.out.println(
        "| scenario | flagged | notified | delay, rows | flagged after (worst) | rows until quiet"
            + " | false alerts | per series-day | widest band |\n|---|---|---|---|---|---|---|---|---|");
    List<Scenario> chosen =
        scenarios().stream().filter(scenario -> scenario.name().contains(only)).toList();
    List<Tally> tallies =
        IntStream.range(0, chosen.size())
            .parallel()
            .mapToObj(i -> tally(detector, chosen.get(i), seeds))
            .toList();
    Tally total = new Tally();
    for (int i = 0; i < chosen.size(); i++) {
      System.out.printf(Locale.ROOT, "| %s | %s |%n", chosen.get(i).name(), tallies.get(i).cells());
      total.add(tallies.get(i));
    }
    System.out.printf(Locale.ROOT, "| **all** | %s |%n", total.cells());
  }

  private static void forecasts(Detector detector, int seeds, String only) {
    System.out.printf("%nForecasts of `%s`, %d seeds of each series%n%n", detector.name(), seeds);
    System.out.println(
        "| series | mean absolute error | of the last value | of yesterday | of last week"
            + " | over the best of these | values in the band |\n|---|---|---|---|---|---|---|");
    for (Scenario scenario : ForecastScenarios.all()) {
      if (scenario.name().contains(only)) {
        ForecastTally tally = forecastTally(detector, scenario, seeds);
        System.out.printf(Locale.ROOT, "| %s | %s |%n", scenario.name(), tally.cells());
      }
    }
  }

  static ForecastTally forecastTally(Detector detector, Scenario scenario, int seeds) {
    ForecastTally tally = new ForecastTally();
    for (int seed = 0; seed < seeds; seed++) {
      MadeSeries made = scenario.make().apply(seed);
      tally.add(made, Outcome.scores(detector, made, seed));
    }
    return tally;
  }

  static Tally tally(Detector detector, Scenario scenario, int seeds) {
    Tally tally = new Tally();
    for (int seed = 0; seed < seeds; seed++) {
      MadeSeries made = scenario.make().apply(seed);
      tally.add(made, Outcome.of(detector, made, seed));
    }
    return tally;
  }
}
