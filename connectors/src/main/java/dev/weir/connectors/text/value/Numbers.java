package dev.weir.connectors.text.value;

import com.fasterxml.jackson.core.io.NumberInput;

/** Reads decimal numbers in text exactly and without allocation. */
public final class Numbers {

  /** Longer numbers are refused: no measurement has as many digits. */
  public static final int LONGEST = 64;

  /** Up to here a number of whole digits is exact in a double. */
  private static final long EXACT = 1L << 53;

  /** So many digits fit a long. */
  public static final int MOST_DIGITS = 18;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final char[] characters = new char[LONGEST];

  /**
   * The number between two places: an optional sign, digits with at most one point, an optional
   * exponent. NaN if it is anything else; infinite if it is too large.
   */
  public double parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      negative = bytes[at] == '-';
      at++;
    }
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    for (; at < to; at++) {
      byte b = bytes[at];
      if (b >= '0' && b <= '9') {
        mantissa = digits < MOST_DIGITS ? 10 * mantissa + (b - '0') : mantissa;
        digits++;
        fraction += point ? 1 : 0;
      } else if (b == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0 || to - from > LONGEST) {
      return Double.NaN;
    }
    if (at < to) {
      return isExponent(bytes, at, to) ? general(bytes, from, to) : Double.NaN;
    }
    double value = quick(negative, digits, mantissa, fraction);
    return Double.isNaN(value) ? general(bytes, from, to) : value;
  }

  /**
   * The number of so many digits, so many of them behind the point; NaN if that needs more care.
   *
   * @param mantissa its first {@link #MOST_DIGITS} digits
   */
  public static double quick(boolean negative, int digits, long mantissa, int fraction) {
    if (digits > MOST_DIGITS || fraction >= POWERS.length) {
      return Double.NaN;
    }
    // Where both operands are exact, the quotient is the correctly rounded number.
    double power = POWERS[fraction];
    double magnitude = mantissa <= EXACT ? mantissa / power : quotient(mantissa, power);
    return negative ? -magnitude : magnitude;
  }

  /** Divides a number of two doubles' digits: NaN where what is left decides how to round. */
  private static double quotient(long mantissa, double power) {
    double high = mantissa;
    double low = mantissa - (long) high;
    double first = high / power;
    // The remainder of a division is exact; each of the two steps behind it errs by 2^-53 of rest.
    double rest = (Math.fma(-first, power, high) + low) / power;
    double error = Math.abs(rest) * 0x1p-50;
    double least = first + (rest - error);
    return least == first + (rest + error) ? least : Double.NaN;
  }

  private static boolean isExponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    if (bytes[from] != 'e' && bytes[from] != 'E') {
      return false;
    }
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if (at == to) {
      return false;
    }
    for (; at < to; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return true;
  }

  /** Reads any number that {@link #parse} takes, whatever its digits. */
  public double general(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      characters[i - from] = (char) bytes[i];
    }
    return NumberInput.parseDouble(characters, 0, to - from, true);
  }
}
