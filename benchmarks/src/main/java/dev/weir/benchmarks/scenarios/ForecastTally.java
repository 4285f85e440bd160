package dev.weir.benchmarks.scenarios;

import dev.weir.detectors.Rows;
import dev.weir.detectors.Scores;
import dev.weir.detectors.forecast.Forecasts;

/**
 * Mean absolute errors of forecasts and of three simple ones, from the eighth day of each series
 * on, and how many values the bands hold. Records of events are left out. Mutable, one owner.
 */
final class ForecastTally {

  private static final double DAY = 86_400_000;
  private static final int WEEK = 7;

  private long rows;
  private long inside;
  private long compared;
  private double error;
  private double last;
  private double yesterday;
  private double lastWeek;

  void add(MadeSeries made, Scores scores) {
    Rows of = made.rows();
    Forecasts forecasts = scores.forecasts();
    int day = (int) Math.round(DAY / made.step());
    for (int row = 0; row < of.size(); row++) {
      int at = row;
      boolean isEvent = made.events().stream().anyMatch(event -> event.covers(at));
      if (isEvent || !scores.hasForecast(row)) {
        continue;
      }
      double value = of.value(row, 0);
      rows++;
      inside += value >= forecasts.low(row) && value <= forecasts.high(row) ? 1 : 0;
      if (row >= WEEK * day) {
        compared++;
        error += Math.abs(value - forecasts.value(row));
        last += Math.abs(value - of.value(row - 1, 0));
        yesterday += Math.abs(value - of.value(row - day, 0));
        lastWeek += Math.abs(value - of.value(row - WEEK * day, 0));
      }
    }
  }

  /** The error in errors of the best simple forecast. */
  double ratio() {
    return error / Math.min(last, Math.min(yesterday, lastWeek));
  }

  /** The share of the values within their bands. */
  double coverage() {
    return inside / (double) rows;
  }

  /** The cells of a row of the table. */
  String cells() {
    return "%.3g | %.3g | %.3g | %.3g | %.2f | %.1f %%"
        .formatted(
            error / compared,
            last / compared,
            yesterday / compared,
            lastWeek / compared,
            ratio(),
            100 * coverage());
  }
}
