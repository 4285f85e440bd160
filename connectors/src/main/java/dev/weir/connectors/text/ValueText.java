package dev.weir.connectors.text;

import dev.weir.connectors.text.value.NumberText;
import dev.weir.connectors.text.value.Numbers;
import java.util.Arrays;

/**
 * Reads values: numbers, and what stands for a missing one. Asked for what is not a plain number;
 * one owner, does not allocate.
 */
final class ValueText {

  private static final byte[] NO_UNIT = {};

  private final Numbers numbers = new Numbers();
  private final NumberText others;
  private final byte[][] words;
  private final boolean plainFirst;

  ValueText(RecordSettings settings) {
    this.others = new NumberText(settings.decimal());
    this.words = settings.missing().wordBytes();
    this.plainFirst = !others.isOther();
  }

  /** The kind of a text. */
  enum Kind {
    NUMBER,
    MISSING,
    TOO_LARGE,
    TEXT
  }

  private double value;

  /** The number that was read last; NaN if it is missing. */
  double value() {
    return value;
  }

  Kind read(byte[] text, int begin, int end) {
    return read(text, begin, end, NO_UNIT);
  }

  /** Reads a text that may have this unit behind its number, or in front of it. */
  Kind read(byte[] text, int begin, int end, byte[] unit) {
    int from = begin;
    int to = end;
    while (from < to && isBlank(text[from])) {
      from++;
    }
    while (from < to && isBlank(text[to - 1])) {
      to--;
    }
    if (unit.length > 0 && endsWith(text, from, to, unit)) {
      to -= unit.length;
      to -= from < to ? blankBefore(text, from, to) : 0;
    } else if (unit.length > 0 && beginsWith(text, from, to, unit)) {
      from += unit.length;
      from += from < to ? blankBehind(text, from, to) : 0;
    }
    value = Double.NaN;
    if (from == to) {
      return Kind.MISSING;
    }
    if (plainFirst) {
      value = numbers.parse(text, from, to);
      if (Double.isFinite(value)) {
        return Kind.NUMBER;
      }
    }
    return other(text, from, to);
  }

  private Kind other(byte[] text, int from, int to) {
    boolean tooLarge = Double.isInfinite(value);
    value = Double.NaN;
    if (tooLarge) {
      return Kind.TOO_LARGE;
    }
    if (isWord(text, from, to)) {
      return Kind.MISSING;
    }
    value = others.parse(text, from, to);
    return Double.isInfinite(value)
        ? Kind.TOO_LARGE
        : Double.isNaN(value) ? Kind.TEXT : Kind.NUMBER;
  }

  private static boolean endsWith(byte[] text, int from, int to, byte[] unit) {
    return to - from > unit.length
        && Arrays.equals(text, to - unit.length, to, unit, 0, unit.length);
  }

  private static boolean beginsWith(byte[] text, int from, int to, byte[] unit) {
    return to - from > unit.length
        && Arrays.equals(text, from, from + unit.length, unit, 0, unit.length);
  }

  /** How many bytes the blanks in front of a place have; no-break spaces are blanks. */
  private static int blankBefore(byte[] text, int from, int to) {
    int at = to;
    while (at > from) {
      boolean one = isBlank(text[at - 1]);
      int wide = one ? 1 : wide(text, at - 2, at) == 2 ? 2 : wide(text, at - 3, at);
      if (wide == 0 || at - wide < from) {
        break;
      }
      at -= wide;
    }
    return to - at;
  }

  private static int blankBehind(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int wide = isBlank(text[at]) ? 1 : wide(text, at, to);
      if (wide == 0) {
        break;
      }
      at += wide;
    }
    return at - from;
  }

  /** How many bytes the blank that breaks no line has at a place; 0 if there is none. */
  private static int wide(byte[] text, int at, int to) {
    if (at >= 0 && at + 1 < to && text[at] == (byte) 0xC2 && text[at + 1] == (byte) 0xA0) {
      return 2;
    }
    boolean narrow =
        at >= 0
            && at + 2 < to
            && text[at] == (byte) 0xE2
            && text[at + 1] == (byte) 0x80
            && text[at + 2] == (byte) 0xAF;
    return narrow ? 3 : 0;
  }

  private boolean isWord(byte[] text, int from, int to) {
    for (byte[] word : words) {
      if (word.length == to - from && is(word, text, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] word, byte[] text, int from) {
    for (int i = 0; i < word.length; i++) {
      byte b = text[from + i];
      byte lower = b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
      if (lower != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
