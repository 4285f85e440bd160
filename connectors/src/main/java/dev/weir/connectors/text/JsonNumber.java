package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Numbers;

/** A number as JSON writes it, found and read in one pass. One owner. */
final class JsonNumber {

  /** There is no such number. */
  static final int NONE = -1;

  private final Numbers numbers = new Numbers();
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private boolean negative;
  private boolean exponent;
  private long mantissa;
  private int digits;
  private int fraction;

  /**
   * Reads the number that begins at a place; what stands behind it is for others to judge.
   *
   * @return where it ends, or {@link #NONE}
   */
  int read(byte[] text, int begin, int end) {
    bytes = text;
    from = begin;
    mantissa = 0;
    digits = 0;
    negative = bytes[begin] == '-';
    int whole = begin + (negative ? 1 : 0);
    int at = pass(whole, end);
    boolean zero = whole < end && bytes[whole] == '0';
    if (at == whole || (zero && at - whole > 1)) {
      return NONE;
    }
    int point = at;
    if (at < end && bytes[at] == '.') {
      at = pass(at + 1, end);
      if (at == point + 1) {
        return NONE;
      }
    }
    fraction = Math.max(at - point - 1, 0);
    exponent = at < end && (bytes[at] == 'e' || bytes[at] == 'E');
    if (exponent) {
      at++;
      at += at < end && (bytes[at] == '-' || bytes[at] == '+') ? 1 : 0;
      int power = at;
      at = pass(at, end);
      if (at == power) {
        return NONE;
      }
    }
    to = at;
    // A parser takes a whole zero for one without sign.
    boolean unsigned = zero && negative && at == whole + 1;
    return at - begin > Numbers.LONGEST || unsigned ? NONE : at;
  }

  private int pass(int begin, int end) {
    byte[] text = bytes;
    long sum = mantissa;
    int room = begin + Numbers.MOST_DIGITS - digits;
    int at = begin;
    while (at + Eight.BYTES <= Math.min(end, room)) {
      long eight = Eight.at(text, at);
      if (!Eight.areDigits(eight)) {
        break;
      }
      sum = 100_000_000 * sum + Eight.number(eight);
      at += Eight.BYTES;
    }
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      sum = at < room ? 10 * sum + digit : sum;
    }
    mantissa = sum;
    digits += at - begin;
    return at;
  }

  /** The number that was read; infinite if it is too large. */
  double value() {
    double value = exponent ? Double.NaN : Numbers.quick(negative, digits, mantissa, fraction);
    return Double.isNaN(value) ? numbers.general(bytes, from, to) : value;
  }
}
