package dev.weir.benchmarks.scenarios;

import static dev.weir.benchmarks.scenarios.QuietScenarios.daily;
import static dev.weir.benchmarks.scenarios.QuietScenarios.five;
import static dev.weir.benchmarks.scenarios.QuietScenarios.flat;
import static dev.weir.benchmarks.scenarios.QuietScenarios.hourly;
import static dev.weir.benchmarks.scenarios.QuietScenarios.onOff;
import static dev.weir.benchmarks.scenarios.QuietScenarios.weekly;

import java.util.ArrayList;
import java.util.List;

/** Series of one feature in which single things happen, most of them once. */
final class EventScenarios {

  private static final int AT = 4_000;
  private static final int NEW_NORMAL = 288;

  private EventScenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.add(new Scenario("spike-flat", s -> flat(s).burst(AT, 1, 12).done()));
    all.add(new Scenario("spike-daily", s -> daily(s).burst(AT, 1, 12).done()));
    all.add(new Scenario("dip-daily", s -> daily(s).burst(AT, 6, -12).done()));
    all.add(new Scenario("wrong-hour", EventScenarios::wrongHour));
    all.add(new Scenario("holiday", EventScenarios::holiday));
    all.add(new Scenario("shift-flat", s -> shift(flat(s), 6)));
    all.add(new Scenario("shift-small-flat", s -> shift(flat(s), 2.5)));
    all.add(new Scenario("shift-daily", s -> shift(daily(s), 12)));
    all.add(new Scenario("shift-hourly", s -> shift(hourly(s), 900, 5)));
    all.add(new Scenario("spread-up-flat", s -> spread(flat(s), 50, 3)));
    all.add(new Scenario("spread-down-flat", s -> spread(flat(s), 50, 0.25)));
    all.add(new Scenario("spread-up-hourly", EventScenarios::nervous));
    all.add(new Scenario("stuck-6h-flat", s -> flat(s).stuck(AT, 72).done()));
    all.add(new Scenario("stuck-6h-daily", s -> daily(s).stuck(AT, 72).done()));
    all.add(new Scenario("stuck-2h-flat", s -> flat(s).stuck(AT, 24).done()));
    all.add(new Scenario("stuck-2h-daily", s -> daily(s).stuck(AT, 24).done()));
    all.add(new Scenario("on-off-between", s -> onOff(s).outage(AT, 6, 5, 0).done()));
    all.add(new Scenario("counts-burst", EventScenarios::busy));
    all.add(new Scenario("counts-silent", EventScenarios::silent));
    all.add(new Scenario("sparse-burst", EventScenarios::cluster));
    all.add(
        new Scenario(
            "whole-new-value",
            s -> five(s).level(8).noise(1.5).rounded(1).burst(AT, 1, 12).done()));
    all.add(new Scenario("counter-stalls", EventScenarios::stalled));
    all.add(
        new Scenario(
            "trend-spike", s -> five(s).plus(i -> i / 200.0).noise(1).burst(AT, 1, 12).done()));
    all.add(new Scenario("period-7h-flat-top", EventScenarios::flatTop));
    all.add(new Scenario("leak", s -> leak(flat(s))));
    all.add(new Scenario("leak-daily", s -> leak(daily(s))));
    all.add(
        new Scenario("constant-jumps-once", s -> five(s).level(5).outage(AT, 1, 500, 0).done()));
    all.add(
        new Scenario(
            "constant-jumps-twice",
            s -> five(s).level(5).outage(3_000, 1, 500, 0).outage(5_000, 1, 500, 0).done()));
    all.add(new Scenario("constant-steps", s -> shift(five(s).level(5), 1)));
    all.add(new Scenario("weekend-busy", EventScenarios::busyWeekend));
    all.add(
        new Scenario(
            "young-spike",
            s ->
                new Draft(s, 1_000, 5, 1)
                    .level(9)
                    .noise(1)
                    .burst(300, 1, 12)
                    .burst(600, 1, 12)
                    .done()));
    all.add(
        new Scenario(
            "young-outage",
            s -> new Draft(s, 1_000, 5, 1).level(50).noise(1).outage(400, 12, 0, 0).done()));
    return all;
  }

  private static MadeSeries shift(Draft draft, double by) {
    return shift(draft, AT, by);
  }

  private static MadeSeries shift(Draft draft, int at, double by) {
    return draft.shift(at, by).lasting(at, at + 72, NEW_NORMAL - 72).done();
  }

  private static MadeSeries spread(Draft draft, double middle, double factor) {
    for (int i = AT; i < AT + 576; i++) {
      draft.set(i, middle + factor * (draft.get(i) - middle));
    }
    return draft.lasting(AT, AT + 576, 72).done();
  }

  private static MadeSeries nervous(long seed) {
    Draft draft = hourly(seed);
    for (int i = 1_000; i < 1_048; i++) {
      draft.add(i, 2 * draft.gaussian());
    }
    return draft.lasting(1_000, 1_048, 24).done();
  }

  /** The noon of a day comes at midnight. */
  private static MadeSeries wrongHour(long seed) {
    Draft draft = daily(seed);
    for (int i = AT; i < AT + 36; i++) {
      draft.set(i, 50 - draft.wave(i, 10, 1440) + draft.gaussian());
    }
    return draft.event(AT, AT + 36).done();
  }

  /** A Wednesday like a Sunday. */
  private static MadeSeries holiday(long seed) {
    Draft draft = weekly(seed);
    int from = (8 * 7 + 3) * draft.day();
    for (int i = from; i < from + draft.day(); i++) {
      draft.add(i, -20);
    }
    return draft.lasting(from, from + draft.day(), 6).done();
  }

  private static MadeSeries busyWeekend(long seed) {
    Draft draft = weekly(seed);
    int from = (8 * 7 + 6) * draft.day();
    for (int i = from; i < from + draft.day(); i++) {
      draft.add(i, 20);
    }
    return draft.lasting(from, from + draft.day(), 6).done();
  }

  private static MadeSeries busy(long seed) {
    Draft draft = five(seed);
    draft.plus(_ -> draft.poisson(3));
    return draft.burst(AT, 6, 15).done();
  }

  private static MadeSeries silent(long seed) {
    Draft draft = five(seed);
    draft.plus(_ -> draft.poisson(5));
    return draft.outage(AT, 24, 0, 0).done();
  }

  private static MadeSeries cluster(long seed) {
    Draft draft = five(seed);
    draft.plus(_ -> draft.poisson(0.05));
    return draft.burst(AT, 4, 3).done();
  }

  private static MadeSeries stalled(long seed) {
    Draft draft = five(seed);
    double value = 0;
    for (int i = 0; i < draft.size; i++) {
      boolean stalls = i >= AT && i < AT + 36;
      value = value > 10_000 ? 0 : value + (stalls ? 0 : 20 + draft.poisson(5));
      draft.set(i, value);
    }
    return draft.lasting(AT, AT + 36, 6).done();
  }

  private static MadeSeries flatTop(long seed) {
    Draft draft = five(seed).wave(10, 420).noise(0.5);
    for (int i = AT; i < AT + 84; i++) {
      draft.add(i, -0.7 * draft.wave(i, 10, 420));
    }
    return draft.lasting(AT, AT + 84, 42).done();
  }

  /** Rises by 10 within two days and falls back. */
  private static MadeSeries leak(Draft draft) {
    for (int i = AT; i < AT + 576; i++) {
      draft.add(i, 10 * (i - AT) / 576.0);
    }
    return draft.lasting(AT, AT + 576, 72).done();
  }
}
