package dev.weir.connectors.text;

import dev.weir.series.Series;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the values of a record in the order of its series' features: a series keeps the features of
 * its first record. What a record lacks is not a number; what it has too much is left out.
 */
final class FeatureMap {

  private List<String> features = List.of();
  private List<String> recordNames = List.of();
  private int[] places = new int[0];

  /**
   * Where each feature of the series stands among the names of the record, or -1.
   *
   * @param names of the record's values, in order
   */
  int[] places(Series series, List<String> names) {
    if (!series.features().equals(features) || !names.equals(recordNames)) {
      features = series.features();
      recordNames = names;
      places = new int[features.size()];
      Arrays.setAll(places, i -> names.indexOf(features.get(i)));
    }
    return places;
  }
}
