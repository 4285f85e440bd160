package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Missing;
import java.util.List;

/** Puts NaN in the place of the numbers that stand for a missing value. One owner. */
final class Sentinels {

  private final Missing missing;
  private final boolean none;
  private List<String> names = List.of();
  private double[][] numbers = {};

  Sentinels(Missing missing) {
    this.missing = missing;
    this.none = missing.numbers().isEmpty() && missing.byColumn().isEmpty();
  }

  /** Replaces them among the values of these names. */
  void replace(List<String> features, double[] values) {
    if (none) {
      return;
    }
    if (!features.equals(names)) {
      names = List.copyOf(features);
      numbers = names.stream().map(missing::numbersOf).toArray(double[][]::new);
    }
    for (int i = 0; i < numbers.length; i++) {
      for (double number : numbers[i]) {
        values[i] = values[i] == number ? Double.NaN : values[i];
      }
    }
  }
}
