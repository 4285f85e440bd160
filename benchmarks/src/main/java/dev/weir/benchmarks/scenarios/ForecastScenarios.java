package dev.weir.benchmarks.scenarios;

import static dev.weir.benchmarks.scenarios.QuietScenarios.daily;
import static dev.weir.benchmarks.scenarios.QuietScenarios.five;
import static dev.weir.benchmarks.scenarios.QuietScenarios.hourly;
import static dev.weir.benchmarks.scenarios.QuietScenarios.weekly;

import java.util.List;

/** Seasonal series of one feature whose values are forecast. */
final class ForecastScenarios {

  private static final int MINUTES_OF_14_DAYS = 20_160;

  private ForecastScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("daily", s -> daily(s).done()),
        new Scenario("daily, little noise", s -> five(s).wave(10, 1440).noise(0.1).done()),
        new Scenario("daily, much noise", s -> five(s).wave(3, 1440).noise(3).done()),
        new Scenario("daily, hourly", s -> hourly(s).done()),
        new Scenario("daily, 1 minute", s -> minutes(s).wave(10, 1440).noise(1).done()),
        new Scenario("weekly, hourly", s -> weekly(s).done()),
        new Scenario("daily, a rising level", s -> daily(s).plus(i -> 0.005 * i).done()),
        new Scenario("daily, outages", s -> outages(daily(s))),
        new Scenario("office hours", ForecastScenarios::office),
        new Scenario("daily counts", ForecastScenarios::counts),
        new Scenario("every 7 hours", s -> five(s).wave(10, 420).noise(1).done()),
        new Scenario("every 25 hours", s -> five(s).wave(10, 1500).noise(1).done()));
  }

  private static Draft minutes(long seed) {
    return new Draft(seed, MINUTES_OF_14_DAYS, 1, 1);
  }

  private static MadeSeries outages(Draft draft) {
    return draft.outage(2_500, 12, 0, 1).outage(3_500, 36, 0, 1).outage(5_000, 1, 0, 1).done();
  }

  /** High from 8 to 18, low else, within one record. */
  private static MadeSeries office(long seed) {
    Draft draft = five(seed);
    return draft
        .plus(i -> {
          double hour = 24.0 * (i % draft.day()) / draft.day();
          return hour >= 8 && hour < 18 ? 30 : 10;
        })
        .noise(1)
        .done();
  }

  private static MadeSeries counts(long seed) {
    Draft draft = five(seed);
    return draft.plus(i -> draft.poisson(20 + draft.wave(i, 15, 1440))).done();
  }
}
