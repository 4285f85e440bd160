package dev.weir.engine.explanation;

import dev.weir.detectors.Explanation;
import dev.weir.engine.Batch;
import dev.weir.series.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Why a row is anomalous, for people. Everything that explains a detection in words takes them from
 * here.
 */
public final class Why {

  private static final int MOST_NAMED = 3;
  private static final double WORTH_NAMING = 0.1;
  private static final double PERCENT = 100;

  private final List<String> features;
  private final double[] values;
  private final Explanation explanation;
  private final List<Integer> ranked;

  private Why(List<String> features, double[] values, Explanation explanation) {
    this.features = features;
    this.values = values;
    this.explanation = explanation;
    this.ranked = ranked(features.size(), explanation);
  }

  /** Of a row that is anomalous. */
  public static Why of(Batch batch, int row) {
    double[] values = new double[batch.rows().width(row)];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      values[i] = batch.judged(row, i);
      names.add(judged(batch, row, i));
    }
    return of(names, values, batch.explanation(row));
  }

  /** The judged quantity of a feature, in words. */
  private static String judged(Batch batch, int row, int feature) {
    Series series = batch.series(row);
    String name = series.features().get(feature);
    String judged = series.detector().map(detector -> detector.judges(name)).orElse(name);
    return Double.isNaN(batch.rows().value(row, feature)) ? "missing " + judged : judged;
  }

  static Why of(List<String> features, double[] values, Explanation explanation) {
    return new Why(features, values, explanation);
  }

  private static List<Integer> ranked(int features, Explanation explanation) {
    return features == 1
        ? List.of(0)
        : IntStream.range(0, features)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(explanation::attribution).reversed())
            .toList();
  }

  /** The expected range of the feature that contributes most. */
  public String expected() {
    return number(explanation.expected(top()));
  }

  /** Name of the feature that contributes most. */
  public String feature() {
    return features.get(top());
  }

  /** Its value. */
  public String value() {
    return number(values[top()]);
  }

  /** Lower end of its band. */
  public String low() {
    return number(explanation.low(top()));
  }

  /** Upper end of its band. */
  public String high() {
    return number(explanation.high(top()));
  }

  /**
   * One sentence without an end: how far off, in the user's unit and in per cent, is what; of
   * several features those that contribute most, the largest first; and how rare that is, in which
   * views.
   */
  public String sentence() {
    return what() + Rarity.sentence(explanation.tails());
  }

  private String what() {
    if (features.size() == 1) {
      String stands = Standing.sentence(explanation.standsSince());
      return isWithin(0)
          ? "%s that is usual here, but it %s"
              .formatted(described(0, "the "), stands.isEmpty() ? "moves unlike before" : stands)
          : described(0, "the ")
              + (isBanded(0) ? " that is usual here" : "")
              + (stands.isEmpty() ? "" : ", and it " + stands);
    }
    List<Integer> named = named();
    String all =
        named.stream().map(i -> described(i, "its usual ")).collect(Collectors.joining("; "));
    String alone = named.stream().allMatch(this::isWithin) ? ", each usual by itself" : "";
    return "%s%s (%s %% of the anomaly)".formatted(all, alone, shares(named));
  }

  private String shares(List<Integer> named) {
    List<String> shares =
        named.stream().map(i -> "%.0f".formatted(PERCENT * explanation.attribution(i))).toList();
    String last = shares.getLast();
    return shares.size() == 1
        ? last
        : String.join(", ", shares.subList(0, shares.size() - 1)) + " and " + last;
  }

  private int top() {
    return ranked.getFirst();
  }

  private List<Integer> named() {
    List<Integer> named = new ArrayList<>(List.of(top()));
    for (int i : ranked.subList(1, Math.min(MOST_NAMED, ranked.size()))) {
      if (explanation.attribution(i) >= WORTH_NAMING) {
        named.add(i);
      }
    }
    return named;
  }

  private boolean isBanded(int i) {
    return Double.isFinite(explanation.low(i)) && Double.isFinite(explanation.high(i));
  }

  private boolean isWithin(int i) {
    return isBanded(i) && values[i] >= explanation.low(i) && values[i] <= explanation.high(i);
  }

  private String described(int i, String whose) {
    double low = explanation.low(i);
    double high = explanation.high(i);
    if (!isBanded(i)) {
      return "%s is %s".formatted(features.get(i), ShortNumber.of(values[i]));
    }
    int digits = ShortNumber.digits(values[i], low, high);
    String from = ShortNumber.of(low, digits);
    String to = ShortNumber.of(high, digits);
    String value = features.get(i) + " is " + ShortNumber.of(values[i], digits);
    String where = isWithin(i) ? "within" : distance(values[i], low, high);
    return value + ", " + where + " " + whose + (from.equals(to) ? from : from + " to " + to);
  }

  private static String distance(double value, double low, double high) {
    double edge = value > high ? high : low;
    double off = Math.abs(value - edge);
    boolean oneSided = Math.min(value, low) >= 0 || Math.max(value, high) <= 0;
    String percent = oneSided && edge != 0 ? " (" + percent(off / edge) + ")" : "";
    return ShortNumber.of(off) + percent + (value > high ? " above" : " below");
  }

  private static String percent(double share) {
    double percent = PERCENT * Math.abs(share);
    return percent < 1
        ? "less than 1 %"
        : percent < 1_000 ? Math.round(percent) + " %" : "%,.0f %%".formatted(percent);
  }

  private String number(double value) {
    int digits =
        ShortNumber.digits(
            explanation.expected(top()), explanation.low(top()), explanation.high(top()));
    return Double.isFinite(value) ? ShortNumber.of(value, digits) : "";
  }
}
