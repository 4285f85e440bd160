package dev.weir.connectors.text.value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Words and numbers that stand for a missing value, beside an empty text.
 *
 * @param words in any case, beside {@link #USUAL_WORDS}
 * @param numbers in any column
 * @param byColumn numbers in one column
 */
public record Missing(
    List<String> words, List<Double> numbers, Map<String, List<Double>> byColumn) {

  /** Words that stand for a missing value wherever a number is expected. */
  public static final List<String> USUAL_WORDS =
      List.of(
          "-",
          "--",
          "---",
          "----",
          "-----",
          "------",
          ".",
          "?",
          "*",
          "na",
          "n/a",
          "#n/a",
          "#nv",
          "n/e",
          "n.a.",
          "n.v.",
          "k.a.",
          "nan",
          "-nan",
          "+nan",
          "nan(ind)",
          "-nan(ind)",
          "1.#qnan",
          "-1.#ind",
          "1.#inf",
          "-1.#inf",
          "nat",
          "null",
          "nil",
          "(null)",
          "<null>",
          "none",
          "\\n",
          "mm",
          "nodata",
          "no data",
          "no_data",
          "bad",
          "bad input",
          "i/o timeout",
          "pt created",
          "shutdown",
          "calc failed",
          "intf shut",
          "arc off-line",
          "configure",
          "not connect",
          "[n/a]",
          "[not supported]",
          "[unknown error]",
          "unavailable",
          "unknown",
          "undefined",
          "missing",
          "invalid",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "#div/0!",
          "#ref!",
          "#value!",
          "#wert!",
          "#num!",
          "#name?",
          "loading...",
          "####");

  /** Only the usual words. */
  public static final Missing USUAL = new Missing(List.of(), List.of(), Map.of());

  private static final double[] NO_NUMBERS = {};

  public Missing {
    words = List.copyOf(words);
    numbers = List.copyOf(numbers);
    byColumn = Map.copyOf(byColumn);
  }

  /** All words in lower case, as bytes. */
  public byte[][] wordBytes() {
    return Stream.concat(USUAL_WORDS.stream(), words.stream())
        .map(word -> word.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /** The numbers that stand for a missing value in a column; an array of none if there are none. */
  public double[] numbersOf(String column) {
    List<Double> own = byColumn.getOrDefault(column, List.of());
    return own.isEmpty() && numbers.isEmpty()
        ? NO_NUMBERS
        : Stream.concat(numbers.stream(), own.stream()).mapToDouble(Double::doubleValue).toArray();
  }
}
