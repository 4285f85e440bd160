package dev.weir.benchmarks.scenarios;

import java.util.List;

/** Series in which nothing happens that anybody wants to be notified of. */
final class QuietScenarios {

  private static final int RECORDS = 6_000;

  private QuietScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("quiet-flat", s -> five(s).level(50).noise(1).done()),
        new Scenario("quiet-daily", s -> five(s).level(50).wave(10, 1440).noise(1).done()),
        new Scenario("quiet-weekly", s -> weekly(s).done()),
        new Scenario("quiet-period-7h", s -> five(s).wave(10, 420).noise(1).done()),
        new Scenario("quiet-period-25h", s -> five(s).wave(10, 1500).noise(1).done()),
        new Scenario("quiet-trend", s -> five(s).plus(i -> 0.005 * i).noise(1).done()),
        new Scenario("quiet-autocorrelated", QuietScenarios::autocorrelated),
        new Scenario("quiet-walk", QuietScenarios::walk),
        new Scenario("quiet-skewed", QuietScenarios::skewed),
        new Scenario("quiet-counts", QuietScenarios::counts),
        new Scenario("quiet-sparse", QuietScenarios::sparse),
        new Scenario("quiet-whole", s -> five(s).level(8).noise(1.5).rounded(1).done()),
        new Scenario("quiet-on-off", s -> onOff(s).done()),
        new Scenario("quiet-counter", QuietScenarios::counter),
        new Scenario("quiet-night-zero", QuietScenarios::nights),
        new Scenario("quiet-constant", s -> five(s).level(5).done()),
        new Scenario("young-flat", s -> new Draft(s, 1_000, 5, 1).level(9).noise(1).done()),
        new Scenario("young-daily", s -> new Draft(s, 1_000, 5, 1).wave(10, 1440).noise(1).done()),
        new Scenario("young-hourly", s -> new Draft(s, 700, 60, 1).wave(10, 1440).noise(1).done()),
        new Scenario("hole-12h-hourly", s -> hourly(s).gap(600, 12).done()),
        new Scenario("hole-12h", s -> daily(s).gap(3_000, 144).done()),
        new Scenario("cells-3-missing", s -> daily(s).gap(3_000, 3).gap(4_000, 3).done()),
        new Scenario("cells-3-missing-hourly", s -> hourly(s).gap(600, 3).gap(900, 3).done()));
  }

  static Draft five(long seed) {
    return new Draft(seed, RECORDS, 5, 1);
  }

  static Draft flat(long seed) {
    return five(seed).level(50).noise(1);
  }

  static Draft daily(long seed) {
    return five(seed).level(50).wave(10, 1440).noise(1);
  }

  static Draft hourly(long seed) {
    return new Draft(seed, 1_700, 60, 1).level(15).wave(5, 1440).noise(0.5);
  }

  /** Hourly, ten weeks, with quiet weekends. */
  static Draft weekly(long seed) {
    return new Draft(seed, 1_680, 60, 1).level(60).wave(15, 1440).weekends(20).noise(2);
  }

  static Draft onOff(long seed) {
    Draft draft = five(seed);
    double value = 0;
    for (int i = 0; i < draft.size; i++) {
      value = draft.uniform() < 0.05 ? 10 - value : value;
      draft.set(i, value);
    }
    return draft;
  }

  private static MadeSeries autocorrelated(long seed) {
    Draft draft = five(seed);
    double before = 0;
    for (int i = 0; i < draft.size; i++) {
      before = 0.9 * before + draft.gaussian();
      draft.set(i, before);
    }
    return draft.done();
  }

  private static MadeSeries walk(long seed) {
    Draft draft = five(seed);
    double before = 0;
    for (int i = 0; i < draft.size; i++) {
      before = 0.995 * before + draft.gaussian();
      draft.set(i, before);
    }
    return draft.done();
  }

  private static MadeSeries skewed(long seed) {
    Draft draft = five(seed);
    return draft.plus(_ -> StrictMath.exp(draft.gaussian())).done();
  }

  private static MadeSeries counts(long seed) {
    Draft draft = five(seed);
    return draft.plus(_ -> draft.poisson(3)).done();
  }

  private static MadeSeries sparse(long seed) {
    Draft draft = five(seed);
    return draft.plus(_ -> draft.poisson(0.05)).done();
  }

  /** Rises all the time and begins again at 0. */
  private static MadeSeries counter(long seed) {
    Draft draft = five(seed);
    double value = 0;
    for (int i = 0; i < draft.size; i++) {
      value = value > 10_000 ? 0 : value + 20 + draft.poisson(5);
      draft.set(i, value);
    }
    return draft.done();
  }

  private static MadeSeries nights(long seed) {
    Draft draft = five(seed);
    return draft
        .plus(i -> {
          double part = i % draft.day() / (double) draft.day();
          return part < 0.25 || part > 0.9 ? 0 : draft.poisson(30);
        })
        .done();
  }
}
