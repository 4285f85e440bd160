package dev.weir.engine.explanation;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people like them: four significant digits, more only to tell apart what differs. */
public final class ShortNumber {

  private static final int DIGITS = 4;
  private static final int MOST_DIGITS = 17;

  /**
   * Numbers whose difference, as a share of the larger, exceeds this differ within the first
   * digits.
   */
  private static final double NEAR = 1e-3;

  private static final int SMALLEST_PLAIN = -4;
  private static final int LARGEST_PLAIN = 8;

  private ShortNumber() {}

  /** One number. */
  public static String of(double value) {
    return of(value, DIGITS);
  }

  /** How many digits it takes so that those of these that differ are also written differently. */
  static int digits(double... values) {
    int digits = DIGITS;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < i; j++) {
        while (digits < MOST_DIGITS && areLostIn(digits, values[i], values[j])) {
          digits++;
        }
      }
    }
    return digits;
  }

  private static boolean areLostIn(int digits, double one, double other) {
    double larger = Math.max(Math.abs(one), Math.abs(other));
    return Math.abs(one - other) <= NEAR * larger
        && Double.compare(one, other) != 0
        && of(one, digits).equals(of(other, digits));
  }

  /** One number with at most so many digits. */
  static String of(double value, int digits) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < SMALLEST_PLAIN || exponent > LARGEST_PLAIN
        ? rounded.toString()
        : rounded.toPlainString();
  }
}
