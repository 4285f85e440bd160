package dev.weir.detectors.alertpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.ewma.Ewma;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A budget of at most so many alerts withholds alerts and adds none. */
class LimitTest extends DetectorContract {

  private static final int RECORDS = 6_000;
  private static final long FIVE_MINUTES = 300_000;
  private static final List<Detector> DETECTORS =
      List.of(Auto.DEFAULT, ZScore.DEFAULT, RobustZScore.DEFAULT, Ewma.DEFAULT);

  @Override
  protected Detector detector() {
    return limited(ZScore.DEFAULT, "0.1%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 per day", "3 per week", "1 per hour", "0.1%", "2%"})
  void never_brings_more_alerts_than_no_budget(String budget) {
    for (Detector detector : DETECTORS) {
      for (int seed = 0; seed < 12; seed++) {
        Rows rows = rows(seed);
        int free = alerts(detector, rows);
        int limited = alerts(limited(detector, budget), rows);

        assertThat(limited).as("%s, seed %d", detector.name(), seed).isLessThanOrEqualTo(free);
      }
    }
  }

  @Test
  void an_alert_that_passes_keeps_its_score_and_no_record_becomes_an_anomaly() {
    Rows rows = rows(2);
    Scores free = judged(ZScore.DEFAULT, rows);
    Scores limited = judged(limited(ZScore.DEFAULT, "1 per day"), rows);

    int withheld = 0;
    for (int row = 200; row < RECORDS; row++) {
      boolean isWithheld = limited.anomalyScore(row) != free.anomalyScore(row);
      withheld += isWithheld ? 1 : 0;
      if (isWithheld) {
        assertThat(free.anomalyScore(row)).isGreaterThanOrEqualTo(0.5);
        assertThat(limited.anomalyScore(row)).isLessThan(0.5);
      }
    }
    assertThat(withheld).isPositive();
  }

  @Test
  void a_loud_detector_is_held_within_twice_what_is_allowed() {
    double allowed = 0.001 * RECORDS;
    int free = 0;
    int limited = 0;
    for (int seed = 0; seed < 12; seed += 3) {
      free += alerts(ZScore.DEFAULT, rows(seed));
      limited += alerts(limited(ZScore.DEFAULT, "0.1%"), rows(seed));
    }

    assertThat(free / 4.0).isGreaterThan(2 * allowed);
    assertThat(limited / 4.0).isLessThan(2 * allowed);
  }

  private static Detector limited(Detector detector, String budget) {
    return AlertPolicyDetector.of(detector, AlertBudget.atMost(budget), AlertFilter.NONE);
  }

  /** Noise, or noise with a daily wave, or skewed noise with bursts of every size. */
  private static Rows rows(int seed) {
    SplitMix64 random = new SplitMix64(SplitMix64.mix(seed));
    Rows rows = new Rows(RECORDS, 1);
    double burst = 0;
    for (int i = 0; i < RECORDS; i++) {
      double noise = -6;
      for (int j = 0; j < 12; j++) {
        noise += random.nextDouble();
      }
      double value =
          switch (seed % 3) {
            case 0 -> noise;
            case 1 -> noise + 8 * StrictMath.sin(2 * Math.PI * i / 288);
            default -> StrictMath.exp(noise);
          };
      burst = random.nextDouble() < 0.01 ? 15 * random.nextDouble() : 0.8 * burst;
      rows.add(value + (seed % 3 == 0 ? 0 : burst));
      rows.endRow(i * FIVE_MINUTES);
    }
    return rows;
  }

  private static Scores judged(Detector detector, Rows rows) {
    Scores scores = new Scores();
    scores.fit(rows);
    int[] order = IntStream.range(0, RECORDS).toArray();
    detector
        .newModel(new ModelSetup(1, 1, 256, 50))
        .scoreThenLearn(new Run().over(rows, scores, order, 0, RECORDS));
    return scores;
  }

  /** How often somebody is notified. */
  private static int alerts(Detector detector, Rows rows) {
    Scores scores = judged(detector, rows);
    Incident incident = new Incident();
    int alerts = 0;
    for (int row = 0; row < RECORDS; row++) {
      if (scores.outcome(row) == Scores.READY) {
        Transition transition = incident.observe(scores.alert(row), IncidentRule.DEFAULT);
        alerts += transition == Transition.OPENED || transition == Transition.AGAIN ? 1 : 0;
      }
    }
    return alerts;
  }
}
