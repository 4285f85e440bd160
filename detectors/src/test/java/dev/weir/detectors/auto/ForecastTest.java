package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forecasts of {@code auto} for a series of one feature, a record in five minutes. */
class ForecastTest {

  private static final int RECORDS = 4_000;
  private static final int DAY = 288;
  private static final ModelSetup SETUP = new ModelSetup(1, 0, 256, 500);

  private final SplitMix64 random = new SplitMix64(4);

  @Test
  void a_forecast_is_better_than_the_last_value_and_yesterday_on_a_daily_wave() {
    Rows rows = rows(i -> wave(i) + noise());
    Scores scores = scored(Auto.DEFAULT, rows);

    double error = 0;
    double last = 0;
    double yesterday = 0;
    for (int i = WarmUp.RECORDS + DAY; i < RECORDS; i++) {
      error += Math.abs(rows.value(i, 0) - scores.forecasts().value(i));
      last += Math.abs(rows.value(i, 0) - rows.value(i - 1, 0));
      yesterday += Math.abs(rows.value(i, 0) - rows.value(i - DAY, 0));
    }
    assertThat(error).isLessThan(Math.min(last, yesterday));
  }

  @Test
  void the_band_holds_the_stated_share_of_the_values() {
    for (double spread : new double[] {0.01, 1, 1e6}) {
      Rows rows = rows(i -> spread * StrictMath.exp(noise()));
      Scores scores = scored(Auto.DEFAULT, rows);

      int inside = 0;
      for (int i = WarmUp.RECORDS; i < RECORDS; i++) {
        double value = rows.value(i, 0);
        boolean isIn = value >= scores.forecasts().low(i) && value <= scores.forecasts().high(i);
        inside += isIn ? 1 : 0;
      }
      assertThat(inside / (double) (RECORDS - WarmUp.RECORDS))
          .isCloseTo(Forecaster.COVERAGE, within(0.02));
    }
  }

  @Test
  void an_outage_is_not_forecast_to_go_on() {
    Rows rows = rows(i -> (i >= 3_000 && i < 3_036 ? 0 : wave(i)) + noise());
    Scores scores = scored(Auto.DEFAULT, rows);

    for (int i = 3_002; i < 3_060; i++) {
      assertThat(scores.forecasts().value(i)).isCloseTo(wave(i), within(4.0));
    }
  }

  @Test
  void a_constant_series_is_forecast_exactly() {
    Scores scores = scored(Auto.DEFAULT, rows(_ -> 5));

    assertThat(scores.forecasts().value(RECORDS - 1)).isEqualTo(5);
    assertThat(scores.forecasts().low(RECORDS - 1)).isEqualTo(5);
    assertThat(scores.forecasts().high(RECORDS - 1)).isEqualTo(5);
  }

  @Test
  void every_judged_record_has_one_and_a_budget_changes_none() {
    Rows rows = rows(i -> wave(i) + noise());
    Scores plain = scored(Auto.DEFAULT, rows);
    AlertBudget daily = AlertBudget.about("1 per day");
    Scores budgeted = scored(AlertPolicyDetector.of(Auto.DEFAULT, daily, AlertFilter.NONE), rows);

    for (int i = 0; i < RECORDS; i++) {
      boolean isJudged = i >= WarmUp.RECORDS;
      assertThat(plain.hasForecast(i)).isEqualTo(isJudged);
      assertThat(budgeted.hasForecast(i)).isEqualTo(isJudged);
      if (isJudged) {
        assertThat(budgeted.forecasts().value(i)).isEqualTo(plain.forecasts().value(i));
        assertThat(budgeted.forecasts().high(i)).isEqualTo(plain.forecasts().high(i));
      }
    }
  }

  @Test
  void a_restored_model_makes_the_same_forecasts() {
    Rows rows = rows(i -> wave(i) + noise());
    Scores whole = scored(Auto.DEFAULT, rows);
    for (int cut : new int[] {150, 200, 2_000}) {
      Scores parts = new Scores();
      parts.fit(rows);
      int[] order = IntStream.range(0, RECORDS).toArray();
      Model first = Auto.DEFAULT.newModel(SETUP);
      first.scoreThenLearn(new Run().over(rows, parts, order, 0, cut));
      Model second = Auto.DEFAULT.restore(SETUP, first.state());
      second.scoreThenLearn(new Run().over(rows, parts, order, cut, RECORDS));

      for (int i = WarmUp.RECORDS; i < RECORDS; i++) {
        assertThat(parts.forecasts().value(i)).isEqualTo(whole.forecasts().value(i));
        assertThat(parts.forecasts().low(i)).isEqualTo(whole.forecasts().low(i));
      }
    }
  }

  @Test
  void a_forecast_for_one_record_is_that_of_a_run() {
    Rows rows = rows(i -> (i % 700 == 650 ? 90 : wave(i)) + noise());
    Scores whole = scored(Auto.DEFAULT, rows);
    Model model = Auto.DEFAULT.newModel(SETUP);
    for (int i = 0; i < RECORDS; i++) {
      double[] point = rows.point(i);
      if (i >= WarmUp.RECORDS) {
        assertThat(model.forecast(point, rows.time(i)).value(0))
            .isEqualTo(whole.forecasts().value(i));
        assertThat(model.forecast(point, rows.time(i)).high(0))
            .isEqualTo(whole.forecasts().high(i));
      }
      model.learn(point, rows.time(i));
    }
  }

  private static double wave(int i) {
    return 50 + 10 * StrictMath.sin(2 * Math.PI * i / DAY);
  }

  private double noise() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private static Rows rows(IntToDoubleFunction value) {
    Rows rows = new Rows(RECORDS, 1);
    for (int i = 0; i < RECORDS; i++) {
      rows.add(new double[] {value.applyAsDouble(i)}, 0, 1);
      rows.endRow(i * 300_000L);
    }
    return rows;
  }

  private static Scores scored(Detector detector, Rows rows) {
    Scores scores = new Scores();
    scores.fit(rows);
    int[] order = IntStream.range(0, rows.size()).toArray();
    detector.newModel(SETUP).scoreThenLearn(new Run().over(rows, scores, order, 0, rows.size()));
    return scores;
  }
}
