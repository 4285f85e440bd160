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

  /** Reads a text that may have this unit behind its number. */
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
      while (from < to && isBlank(text[to - 1])) {
        to--;
      }
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
