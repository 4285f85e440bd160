package dev.weir.app.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses informative features of a series: those with the heaviest tails first (kurtosis), at most
 * half of them. A feature is passed over if it is constant, or if its rank correlation with one
 * that was chosen is above {@link #REPEATS} either way: it would say the same again.
 */
final class FeatureSelection {

  private static final double REPEATS = 0.9;

  private FeatureSelection() {}

  /** The places of the chosen features, ascending; all places if there are fewer than two. */
  static List<Integer> of(LoadedSeries series) {
    int features = series.features().size();
    if (features < 2) {
      return IntStream.range(0, features).boxed().toList();
    }
    double[][] columns = new double[features][];
    double[] kurtosis = new double[features];
    for (int feature = 0; feature < features; feature++) {
      columns[feature] = column(series, feature);
      kurtosis[feature] = kurtosis(columns[feature]);
    }
    List<Integer> byTails =
        IntStream.range(0, features)
            .boxed()
            .filter(feature -> kurtosis[feature] > 0)
            .sorted(Comparator.<Integer>comparingDouble(feature -> -kurtosis[feature]))
            .toList();
    List<Integer> chosen = new ArrayList<>();
    for (int feature : byTails) {
      boolean repeats =
          chosen.stream()
              .anyMatch(other -> Math.abs(correlation(columns[other], columns[feature])) > REPEATS);
      if (!repeats && chosen.size() < (features + 1) / 2) {
        chosen.add(feature);
      }
    }
    return chosen.isEmpty() ? List.of(0) : chosen.stream().sorted().toList();
  }

  /** The values of a feature; a missing one is the one before it. */
  private static double[] column(LoadedSeries series, int feature) {
    double[] column = new double[series.size()];
    double last = 0;
    for (int row = 0; row < column.length; row++) {
      double value = series.value(row, feature);
      last = Double.isFinite(value) ? value : last;
      column[row] = last;
    }
    return column;
  }

  /** The fourth central moment by the square of the second; 0 of a constant. */
  private static double kurtosis(double[] column) {
    double mean = Arrays.stream(column).average().orElse(0);
    double second = 0;
    double fourth = 0;
    for (double value : column) {
      double square = (value - mean) * (value - mean);
      second += square;
      fourth += square * square;
    }
    return second > 0 ? column.length * fourth / (second * second) : 0;
  }

  /** Pearson's correlation of the ranks; equal values have the mean of their ranks. */
  static double correlation(double[] one, double[] other) {
    double[] first = ranks(one);
    double[] second = ranks(other);
    double middle = (one.length - 1) / 2.0;
    double both = 0;
    double firstSquares = 0;
    double secondSquares = 0;
    for (int i = 0; i < one.length; i++) {
      both += (first[i] - middle) * (second[i] - middle);
      firstSquares += (first[i] - middle) * (first[i] - middle);
      secondSquares += (second[i] - middle) * (second[i] - middle);
    }
    double scale = Math.sqrt(firstSquares * secondSquares);
    return scale > 0 ? both / scale : 0;
  }

  private static double[] ranks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < values.length) {
      int to = from + 1;
      while (to < values.length && values[order.get(to)] == values[order.get(from)]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
