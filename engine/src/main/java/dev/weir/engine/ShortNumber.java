package dev.weir.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Numbers as people like them: four significant digits, more only to tell apart what differs. */
final class ShortNumber {

  private static final int DIGITS = 4;
  private static final int MOST_DIGITS = 17;
  private static final int SMALLEST_PLAIN = -4;
  private static final int LARGEST_PLAIN = 8;

  private ShortNumber() {}

  /** One number. */
  static String of(double value) {
    return of(value, DIGITS);
  }

  /** How many digits it takes so that those of these that differ are also written differently. */
  static int digits(double... values) {
    long different = Arrays.stream(values).distinct().count();
    int digits = DIGITS;
    while (digits < MOST_DIGITS && distinctTexts(values, digits) < different) {
      digits++;
    }
    return digits;
  }

  private static long distinctTexts(double[] values, int digits) {
    return Arrays.stream(values).mapToObj(value -> of(value, digits)).distinct().count();
  }

  /** One number with at most so many digits. */
  static String of(double value, int digits) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < SMALLEST_PLAIN || exponent > LARGEST_PLAIN
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
