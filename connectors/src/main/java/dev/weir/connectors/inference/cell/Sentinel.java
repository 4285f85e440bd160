package dev.weir.connectors.inference.cell;

import dev.weir.connectors.text.value.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Suggests numbers that stand for a missing value: one extreme that repeats, and is known for it.
 */
public final class Sentinel {

  private static final Set<Double> KNOWN =
      Set.of(
          -999.0,
          -9999.0,
          -99.0,
          -99.9,
          -9999.9,
          -9900.0,
          -200.0,
          -999.9,
          99.99,
          999.0,
          999.9,
          9999.0,
          9999.9,
          99999.0,
          32767.0,
          -32768.0,
          65535.0,
          65534.0,
          2147483647.0,
          -2147483648.0,
          4294967295.0,
          7999.0,
          -7999.0,
          6999.0,
          -127.0,
          85.0,
          -273.15,
          -1.0,
          255.0,
          1e30,
          1e20);

  private Sentinel() {}

  public static List<String> hints(List<Column> values, Missing known) {
    List<String> hints = new ArrayList<>();
    for (Column column : values) {
      double[] sorted = column.values().clone();
      Arrays.sort(sorted);
      suggest(column, sorted, sorted.length == 0 ? 0 : sorted[0], known, hints);
      suggest(column, sorted, sorted.length == 0 ? 0 : sorted[sorted.length - 1], known, hints);
    }
    return hints;
  }

  private static void suggest(
      Column column, double[] sorted, double extreme, Missing known, List<String> hints) {
    double[] others = Arrays.stream(sorted).filter(v -> v != extreme).toArray();
    int count = sorted.length - others.length;
    boolean declared =
        known.numbers().contains(extreme)
            || known.byColumn().getOrDefault(column.name(), List.of()).contains(extreme);
    if (!KNOWN.contains(extreme) || declared || count < 2 || others.length < 2) {
      return;
    }
    double span = others[others.length - 1] - others[0];
    double gap = extreme < others[0] ? others[0] - extreme : extreme - others[others.length - 1];
    if (gap > span) {
      String text = extreme == Math.rint(extreme) ? "%.0f".formatted(extreme) : "" + extreme;
      hints.add(
          "%s comes %d times in '%s', far from its other values: if it stands for a missing value,"
                  .formatted(text, count, column.name())
              + " set record.missing = [%s]".formatted(text));
    }
  }
}
