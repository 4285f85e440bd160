package dev.weir.benchmarks.scenarios;

import static dev.weir.benchmarks.scenarios.QuietScenarios.daily;
import static dev.weir.benchmarks.scenarios.QuietScenarios.flat;

import java.util.ArrayList;
import java.util.List;

/** Events that recur, and what comes after an event. */
final class RecoveryScenarios {

  private static final int AT = 4_000;

  private RecoveryScenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (int length : new int[] {1, 3, 12, 36, 72, 288}) {
      all.add(
          new Scenario(
              "outage-" + length + "-flat", s -> flat(s).outage(AT, length, 0, 0.5).done()));
      all.add(
          new Scenario(
              "outage-" + length + "-daily", s -> daily(s).outage(AT, length, 0, 0.5).done()));
    }
    all.add(
        new Scenario(
            "outage-again-6",
            s -> flat(s).outage(AT, 12, 0, 0.5).outage(AT + 18, 12, 0, 0.5).done()));
    for (int hours : new int[] {3, 6, 12, 24, 48}) {
      all.add(
          new Scenario(
              "outage-again-" + hours + "h",
              s -> flat(s).outage(AT, 12, 0, 0.5).outage(AT + 12 + 12 * hours, 12, 0, 0.5).done()));
      all.add(
          new Scenario(
              "outage-again-" + hours + "h-daily",
              s ->
                  daily(s).outage(AT, 12, 0, 0.5).outage(AT + 12 + 12 * hours, 12, 0, 0.5).done()));
    }
    for (int apart : new int[] {6, 30, 80, 200, 600}) {
      all.add(new Scenario("equal-spikes-" + apart, s -> spikes(s, apart)));
    }
    all.add(new Scenario("spike-in-warm-up", RecoveryScenarios::warmUp));
    all.add(new Scenario("five-days-hourly", s -> everyFiveDays(s, 60, 1_320)));
    all.add(new Scenario("five-days-5min", s -> everyFiveDays(s, 5, 15_840)));
    all.add(new Scenario("five-days-1min", s -> everyFiveDays(s, 1, 43_200)));
    all.add(new Scenario("weekly-job", RecoveryScenarios::weeklyJob));
    all.add(new Scenario("weekly-job-absent", RecoveryScenarios::weeklyJobAbsent));
    return all;
  }

  private static MadeSeries spikes(long seed, int apart) {
    Draft draft = new Draft(seed, 2_000 + 3 * apart, 1, 1).level(50).noise(1);
    for (int k = 0; k < 3; k++) {
      draft.burst(1_500 + k * apart, 1, 70);
    }
    return draft.done();
  }

  private static MadeSeries warmUp(long seed) {
    return new Draft(seed, 2_500, 1, 1)
        .level(5)
        .noise(0.4)
        .set(100, 41)
        .outage(600, 1, 41, 0)
        .outage(1_200, 1, 41, 0)
        .outage(2_400, 1, 41, 0)
        .done();
  }

  /** An hour 8 standard deviations higher, every five days from the 10th on. */
  private static MadeSeries everyFiveDays(long seed, int step, int size) {
    Draft draft = new Draft(seed, size, step, 1).level(50).noise(1);
    int hour = draft.rows(60);
    for (int i = 10 * draft.day() + 7 * hour; i + hour < size; i += 5 * draft.day()) {
      draft.burst(i, hour, 8);
    }
    return draft.done();
  }

  /** An hour of work each Sunday at 2:00, to which the series gets used within four weeks. */
  private static MadeSeries weeklyJob(long seed) {
    Draft draft = jobs(seed, 14);
    for (int week = 2; week < 5; week++) {
      int from = 7 * week * draft.day();
      draft.ignored(from, from + draft.day());
    }
    return draft.done();
  }

  private static MadeSeries weeklyJobAbsent(long seed) {
    Draft draft = jobs(seed, 12);
    for (int week = 1; week < 5; week++) {
      int from = 7 * week * draft.day();
      draft.ignored(from, from + draft.day());
    }
    int from = 12 * 7 * draft.day() + 2 * draft.rows(60);
    return draft.lasting(from, from + draft.rows(60), 1).done();
  }

  private static Draft jobs(long seed, int weeks) {
    Draft draft = new Draft(seed, 14 * 7 * 96, 15, 1).level(20).noise(1);
    for (int week = 0; week < weeks; week++) {
      int from = 7 * week * draft.day() + 2 * draft.rows(60);
      for (int i = from; i < from + draft.rows(60); i++) {
        draft.add(i, 30);
      }
    }
    return draft;
  }
}
