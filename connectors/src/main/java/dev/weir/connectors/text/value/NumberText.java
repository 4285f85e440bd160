package dev.weir.connectors.text.value;

/**
 * Numbers as people write them: with a decimal comma, with thousands in groups of three or as in
 * India, with a sign for per cent behind them or a dollar sign in front of them, and as accountants
 * do, with the sign behind them or negative ones in brackets. Slower than {@link Numbers}, which is
 * asked first. One owner.
 */
public final class NumberText {

  /** Last bytes of the figure space, the thin and the narrow one, and the apostrophe. */
  private static final String BEHIND_80 = "\u0087\u0089\u00AF\u0099";

  private final Numbers numbers = new Numbers();
  private final byte[] plain = new byte[2 * Numbers.LONGEST];
  private final boolean comma;
  private final boolean groups;
  private int length;

  /**
   * A reader.
   *
   * @param decimal {@code .} or {@code ,}; empty for a point, and no groups of thousands
   */
  public NumberText(String decimal) {
    this.comma = decimal.equals(",");
    this.groups = !decimal.isEmpty();
  }

  /** Whether a text that looks like a plain number may be another one. */
  public boolean isOther() {
    return comma;
  }

  /** The number between two places; NaN if it is none. */
  public double parse(byte[] text, int begin, int to) {
    int sign = groups ? accounted(text, begin, to) : 0;
    if (sign == 0) {
      return unsigned(text, begin, to);
    }
    int from = begin;
    while (text[from] == '$' || text[from] == '(') {
      from++;
    }
    double value = unsigned(text, from, to - 1);
    return value == 0 ? value : sign * value;
  }

  /** The sign of a number in brackets or with its sign behind it; 0 of another text. */
  private static int accounted(byte[] text, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    byte first = text[from];
    byte last = text[to - 1];
    if (last == ')') {
      int open = first == '$' ? from + 1 : from;
      int inner = open + 1 < to && text[open + 1] == '$' ? open + 2 : open + 1;
      return text[open] == '(' && inner < to && isDigit(text[inner]) ? -1 : 0;
    }
    return !isDigit(first) ? 0 : last == '-' ? -1 : last == '+' ? 1 : 0;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private double unsigned(byte[] text, int begin, int to) {
    int from = begin;
    int end = to;
    from += from < to && text[from] == '$' ? 1 : 0;
    while (end > from && (text[end - 1] == '%' || text[end - 1] == ' ')) {
      end--;
    }
    if (end == from || end - from > plain.length) {
      return Double.NaN;
    }
    length = 0;
    int point = lastPoint(text, from, end);
    int digits = 0;
    int group = -1;
    boolean pairs = false;
    boolean triples = false;
    for (int i = from; i < end; i++) {
      byte b = text[i];
      int skip = groups && i < point ? separator(text, i, end) : 0;
      if (skip > 0) {
        boolean pair = group == 2 && b == ',';
        if (digits == 0 || (group >= 0 && group != 3 && !pair) || (group < 0 && digits > 3)) {
          return Double.NaN;
        }
        pairs |= pair;
        triples |= group == 3 || (group < 0 && digits == 3);
        group = 0;
        i += skip - 1;
      } else if (b == (byte) 0xE2 && i + 2 < end && text[i + 2] == (byte) 0x92 && i == from) {
        add((byte) '-');
        i += 2;
      } else if (i == point && b == (comma ? ',' : '.')) {
        add((byte) '.');
      } else if (comma && b == '.') {
        return Double.NaN;
      } else {
        boolean digit = b >= '0' && b <= '9';
        digits += digit ? 1 : 0;
        group += digit && group >= 0 && i < point ? 1 : 0;
        add(b);
      }
    }
    boolean uneven = (group >= 0 && group != 3) || (pairs && triples);
    return uneven ? Double.NaN : numbers.parse(plain, 0, length);
  }

  /** Where the decimal sign is; the end of the digits if there is none. */
  private int lastPoint(byte[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text[i] == (comma ? ',' : '.')) {
        return i;
      }
      if (text[i] == 'e' || text[i] == 'E') {
        return i;
      }
    }
    return end;
  }

  /** How many bytes a sign between groups has at a place; 0 if there is none. */
  private int separator(byte[] text, int at, int end) {
    byte b = text[at];
    if (b == ' ' || b == '\'' || b == (comma ? '.' : ',')) {
      return 1;
    }
    if (b == (byte) 0xC2 && at + 1 < end && text[at + 1] == (byte) 0xA0) {
      return 2;
    }
    boolean narrow = b == (byte) 0xE2 && at + 2 < end && text[at + 1] == (byte) 0x80;
    return narrow && BEHIND_80.indexOf(text[at + 2] & 0xFF) >= 0 ? 3 : 0;
  }

  private void add(byte b) {
    plain[length++] = b;
  }
}
