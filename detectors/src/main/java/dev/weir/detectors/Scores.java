package dev.weir.detectors;

import dev.weir.detectors.forecast.Forecasts;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The judgements of a model on the rows of a {@link Rows}, in flat arrays. Results stand at the
 * row's own index; explanations stand where the row's values stand in {@link Rows#values()}, and
 * only for rows that are anomalous or call for an alert.
 */
public final class Scores {

  /** The row has a raw score and a threshold. */
  public static final byte READY = 0;

  /** The model has not seen enough to judge the row. */
  public static final byte WARMING = 1;

  /** The row holds a value that is no measurement. */
  public static final byte UNSCORABLE = 2;

  /** The row came too late to be looked at. */
  public static final byte TOO_LATE = 3;

  /** The outcome is in the lowest bits; what else there is to say stands above. */
  private static final int OUTCOME = 7;

  private static final int UNLEARNT = 8;
  private static final int ASIDE = 16;
  private static final int PREPARED = 32;
  private static final int FORECAST = 64;

  private byte[] outcome = new byte[0];
  private double[] raw = new double[0];
  private double[] threshold = new double[0];
  private double[] anomalyScore = new double[0];
  private double[] alert = new double[0];
  private double[] budget = new double[0];
  private long[] needed = new long[0];
  private double[] expected = new double[0];
  private double[] low = new double[0];
  private double[] high = new double[0];
  private double[] attribution = new double[0];
  private double[] judged = new double[0];

  private final RareViews views = new RareViews();
  private final Forecasts forecasts = new Forecasts();

  /** Makes room for the results of these rows. Call it before a model writes here. */
  public void fit(Rows rows) {
    if (outcome.length < rows.size()) {
      outcome = Arrays.copyOf(outcome, rows.size());
      raw = Arrays.copyOf(raw, rows.size());
      threshold = Arrays.copyOf(threshold, rows.size());
      anomalyScore = Arrays.copyOf(anomalyScore, rows.size());
      alert = Arrays.copyOf(alert, rows.size());
      budget = Arrays.copyOf(budget, rows.size());
      needed = Arrays.copyOf(needed, rows.size());
      views.fit(rows.size());
    }
    if (expected.length < rows.values().length) {
      int values = rows.values().length;
      expected = Arrays.copyOf(expected, values);
      low = Arrays.copyOf(low, values);
      high = Arrays.copyOf(high, values);
      attribution = Arrays.copyOf(attribution, values);
      judged = Arrays.copyOf(judged, values);
    }
  }

  /** For models: the row can be judged; {@code alertStrength} is {@link Score.Ready#alert}. */
  public void ready(int row, double rawScore, double rawThreshold, double alertStrength) {
    outcome[row] = READY;
    raw[row] = rawScore;
    threshold[row] = rawThreshold;
    anomalyScore[row] = AnomalyScore.of(rawScore, rawThreshold);
    alert[row] = alertStrength;
    budget[row] = 0;
  }

  /** For models around others: judges a ready row once more; its forecast stays. */
  public void judgeAgain(int row, double rawScore, double rawThreshold, double alertStrength) {
    byte known = outcome[row];
    ready(row, rawScore, rawThreshold, alertStrength);
    outcome[row] = known;
  }

  /** For models: the forecast of the value at an index among values, of a ready row. */
  public void forecast(int row, int at, double value, double lower, double upper) {
    outcome[row] |= FORECAST;
    forecasts.put(at, value, lower, upper, expected.length);
  }

  /** For models: the row is judged so because of a value where none can be, and is not learnt. */
  public void refused(int row, double rawScore, double rawThreshold) {
    ready(row, rawScore, rawThreshold, AnomalyScore.of(rawScore, rawThreshold));
    unseen(row);
    unlearnt(row);
  }

  /** For models: the row, whose outcome is given, is not counted among those learnt. */
  public void unlearnt(int row) {
    outcome[row] |= UNLEARNT;
  }

  /** For models: the row is judged, but changes nothing. */
  public void aside(int row, double rawScore, double rawThreshold) {
    ready(row, rawScore, rawThreshold, 0);
    outcome[row] |= UNLEARNT | ASIDE;
  }

  /** For models: the row came too late to be looked at. */
  public void tooLate(int row) {
    outcome[row] = TOO_LATE;
    unlearnt(row);
  }

  /** For models: the row was judged by other values than its own, which begin at {@code at}. */
  public void prepared(int row, int at, double[] by) {
    outcome[row] |= PREPARED;
    System.arraycopy(by, 0, judged, at, by.length);
  }

  /** For models: how many alerts the row may bring by the budget of its series. */
  public void budget(int row, double alerts) {
    budget[row] = alerts;
  }

  /** For models: the row cannot be judged yet; {@code points} more are needed. */
  public void warming(int row, long points) {
    outcome[row] = WARMING;
    needed[row] = points;
  }

  /** For models: the row holds a value that is no measurement. */
  public void unscorable(int row) {
    outcome[row] = UNSCORABLE;
  }

  /** For models: why, for one value of an anomalous row; {@code at} is its index among values. */
  public void explain(int at, double typical, double lower, double upper, double share) {
    expected[at] = typical;
    low[at] = lower;
    high[at] = upper;
    attribution[at] = share;
  }

  /** For models: a view that finds an anomalous row as rare as its tail, in (0, 1]. */
  public void saw(int row, View view, double tail) {
    views.put(row, view, tail);
  }

  /** For models: the value of an anomalous row has not moved since that time. */
  public void stoodSince(int row, long time) {
    views.since(row, time);
  }

  /** For models: no view has seen the row yet. */
  void unseen(int row) {
    views.clear(row);
  }

  /** For models: turns gains that {@link #explain} was given into shares of their total. */
  public void share(int at, int features, double total) {
    for (int i = at; i < at + features; i++) {
      attribution[i] = total > 0 ? attribution[i] / total : 1.0 / features;
    }
  }

  /** {@link #READY}, {@link #WARMING}, {@link #UNSCORABLE} or {@link #TOO_LATE}. */
  public byte outcome(int row) {
    return (byte) (outcome[row] & OUTCOME);
  }

  /** Whether a ready or warming row is counted among those that the model has learnt. */
  public boolean isLearnt(int row) {
    return (outcome[row] & UNLEARNT) == 0;
  }

  /** Whether a ready row is none of its incident's business. */
  public boolean isAside(int row) {
    return (outcome[row] & ASIDE) != 0;
  }

  /** Whether a row was judged by the values in {@link #judged()} and not by its own. */
  public boolean isPrepared(int row) {
    return (outcome[row] & PREPARED) != 0;
  }

  /** Whether a forecast of each value of the row was made before the row was seen. */
  public boolean hasForecast(int row) {
    return (outcome[row] & FORECAST) != 0;
  }

  /** For engines that score one by one: takes over the forecasts of a ready row. */
  public void forecast(Rows rows, int row, Forecasts made) {
    if (!made.isEmpty()) {
      outcome[row] |= FORECAST;
      forecasts.copy(rows.start(row), made, 0, rows.width(row), expected.length);
    }
  }

  /** The forecasts of rows that have them, at the index of the value. */
  public Forecasts forecasts() {
    return forecasts;
  }

  /** The prepared values that were judged, at the index of the value: the array itself. */
  public double[] judged() {
    return judged;
  }

  /** Raw score of a ready row. */
  public double raw(int row) {
    return raw[row];
  }

  /** Raw threshold of a ready row. */
  public double threshold(int row) {
    return threshold[row];
  }

  /** {@link AnomalyScore} of a ready row. */
  public double anomalyScore(int row) {
    return anomalyScore[row];
  }

  /** {@link Score.Ready#alert} of a ready row. */
  public double alert(int row) {
    return alert[row];
  }

  /** How many alerts a ready row may bring by the budget of its series; 0 if it has none. */
  public double budget(int row) {
    return budget[row];
  }

  /** How many more points a warming row's model needs. */
  public long needed(int row) {
    return needed[row];
  }

  /** Takes over all results of a row of other rows, which is as wide. Call {@link #fit} before. */
  public void copyRow(Rows rows, int to, Scores from, Rows others, int row) {
    outcome[to] = from.outcome[row];
    raw[to] = from.raw[row];
    threshold[to] = from.threshold[row];
    anomalyScore[to] = from.anomalyScore[row];
    alert[to] = from.alert[row];
    budget[to] = from.budget[row];
    needed[to] = from.needed[row];
    views.copy(to, from.views, row);
    int at = others.start(row);
    int begin = rows.start(to);
    int width = rows.width(to);
    System.arraycopy(from.expected, at, expected, begin, width);
    System.arraycopy(from.low, at, low, begin, width);
    System.arraycopy(from.high, at, high, begin, width);
    System.arraycopy(from.attribution, at, attribution, begin, width);
    System.arraycopy(from.judged, at, judged, begin, width);
    if (from.hasForecast(row)) {
      forecasts.copy(begin, from.forecasts, at, width, expected.length);
    }
  }

  /** The judgement on one row, as a value. */
  public Score score(int row) {
    return switch (outcome(row)) {
      case READY ->
          isAside(row)
              ? new Score.ScoredOnly(raw[row], threshold[row])
              : new Score.Ready(raw[row], threshold[row], alert[row]);
      case WARMING -> new Score.WarmingUp(needed[row]);
      case UNSCORABLE -> new Score.Unscorable();
      case TOO_LATE -> new Score.TooLate();
      default -> throw new IllegalStateException("outcome " + outcome[row]);
    };
  }

  /** The expected value at an index among values. */
  public double expected(int at) {
    return expected[at];
  }

  /** Lower end of its band. */
  public double low(int at) {
    return low[at];
  }

  /** Upper end of its band. */
  public double high(int at) {
    return high[at];
  }

  /** Its share of the score. */
  public double attribution(int at) {
    return attribution[at];
  }

  /** Why an anomalous row scored as it did. */
  public Explanation explanation(Rows rows, int row) {
    int from = rows.start(row);
    int to = from + rows.width(row);
    return new Explanation(
        Arrays.copyOfRange(expected, from, to),
        Arrays.copyOfRange(low, from, to),
        Arrays.copyOfRange(high, from, to),
        Arrays.copyOfRange(attribution, from, to),
        views.of(row),
        views.since(row));
  }

  /** For models: takes over an explanation of the row, whose values begin at {@code at}. */
  public void explain(int row, int at, Explanation why) {
    for (int i = 0; i < why.features(); i++) {
      explain(at + i, why.expected(i), why.low(i), why.high(i), why.attribution(i));
    }
    why.tails().forEach((view, tail) -> saw(row, view, tail));
    views.since(row, why.standsSince());
  }

  /** For engines that score one by one: takes over a score; asks why only of an anomaly. */
  public void put(Rows rows, int row, Score score, Supplier<Explanation> why) {
    switch (score) {
      case Score.Ready(double rawScore, double rawThreshold, double alertStrength) -> {
        ready(row, rawScore, rawThreshold, alertStrength);
        explainIfAnomalous(rows, row, why);
      }
      case Score.ScoredOnly(double rawScore, double rawThreshold) -> {
        aside(row, rawScore, rawThreshold);
        explainIfAnomalous(rows, row, why);
      }
      case Score.WarmingUp(long points) -> warming(row, points);
      case Score.Unscorable() -> unscorable(row);
      case Score.TooLate() -> tooLate(row);
    }
  }

  private void explainIfAnomalous(Rows rows, int row, Supplier<Explanation> why) {
    unseen(row);
    if (AnomalyScore.isAnomaly(Math.max(anomalyScore[row], alert[row]))) {
      explain(row, rows.start(row), why.get());
    }
  }
}
