package dev.weir.benchmarks.scenarios;

import java.util.List;

/** Series of several features. */
final class SeveralScenarios {

  private static final int AT = 4_000;
  private static final int FEATURES = 4;

  private SeveralScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("several-quiet", s -> several(s, 0).done()),
        new Scenario("several-quiet-daily", s -> several(s, 10).done()),
        new Scenario("several-spike", s -> several(s, 0).burst(AT, 1, 15).done()),
        new Scenario("several-spike-daily", s -> several(s, 10).burst(AT, 1, 15).done()),
        new Scenario("several-outage", s -> several(s, 0).burst(AT, 24, 15).done()),
        new Scenario("correlation-breaks", s -> broken(s, 0)),
        new Scenario("correlation-breaks-daily", s -> broken(s, 10)),
        new Scenario("several-wrong-hour", SeveralScenarios::wrongHour));
  }

  /** A common course of a day, a common noise and one of each feature's own. */
  private static Draft several(long seed, double swing) {
    Draft draft = new Draft(seed, 6_000, 5, FEATURES);
    double common = 0;
    for (int i = 0; i < draft.size; i++) {
      common = 0.7 * common + draft.gaussian();
      for (int j = 0; j < FEATURES; j++) {
        draft.addTo(j, i, draft.wave(i, swing, 1440) + 2 * common + 0.5 * draft.gaussian());
      }
    }
    return draft;
  }

  private static MadeSeries broken(long seed, double swing) {
    Draft draft = several(seed, swing);
    double own = 0;
    for (int i = AT; i < AT + 72; i++) {
      own = 0.7 * own + draft.gaussian();
      draft.set(i, draft.wave(i, swing, 1440) + 2.8 * own);
    }
    return draft.event(AT, AT + 72).done();
  }

  private static MadeSeries wrongHour(long seed) {
    Draft draft = several(seed, 10);
    for (int i = AT; i < AT + 24; i++) {
      for (int j = 0; j < FEATURES; j++) {
        draft.addTo(j, i, -2 * draft.wave(i, 10, 1440));
      }
    }
    return draft.event(AT, AT + 24).done();
  }
}
