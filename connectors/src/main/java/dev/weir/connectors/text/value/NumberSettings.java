package dev.weir.connectors.text.value;

import java.util.Map;

/**
 * How numbers are written.
 *
 * @param decimal {@code .} or {@code ,}; empty for a point and no groups of thousands
 * @param missing what stands for a missing value
 * @param units behind the numbers of a column, which are cut off
 */
public record NumberSettings(String decimal, Missing missing, Map<String, String> units) {

  /** A point, the usual words for a missing value, and no units. */
  public static final NumberSettings USUAL = new NumberSettings("", Missing.USUAL, Map.of());

  public NumberSettings {
    units = Map.copyOf(units);
  }
}
