package dev.weir.connectors.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Id of an entry of a stream. Both numbers are without sign. */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {

  /** Before the first entry of every stream. */
  public static final StreamId ZERO = new StreamId(0, 0);

  private static final byte[] GREATEST = "18446744073709551615".getBytes(StandardCharsets.US_ASCII);

  public static StreamId of(byte[] text) {
    return new StreamId(ms(text, 0, text.length), seq(text, 0, text.length));
  }

  public static StreamId of(String text) {
    return of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** First number of an id in text. */
  public static long ms(byte[] text, int from, int to) {
    long number = 0;
    for (int i = from; i < to && text[i] != '-'; i++) {
      number = 10 * number + (text[i] - '0');
    }
    return number;
  }

  /** Second number of an id in text. */
  public static long seq(byte[] text, int from, int to) {
    long number = 0;
    int at = to;
    long unit = 1;
    while (--at >= from && text[at] != '-') {
      number += unit * (text[at] - '0');
      unit *= 10;
    }
    return number;
  }

  /** Whether a text is two numbers below 2^64 with a hyphen between them. */
  static boolean isValid(byte[] text, int from, int to) {
    int hyphen = from;
    while (hyphen < to && text[hyphen] != '-') {
      hyphen++;
    }
    return isNumber(text, from, hyphen) && isNumber(text, hyphen + 1, to);
  }

  private static boolean isNumber(byte[] text, int from, int to) {
    if (to <= from || to - from > GREATEST.length) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return to - from < GREATEST.length
        || Arrays.compare(text, from, to, GREATEST, 0, GREATEST.length) <= 0;
  }

  public static String text(long ms, long seq) {
    return Long.toUnsignedString(ms) + "-" + Long.toUnsignedString(seq);
  }

  public static int compare(long ms, long seq, long otherMs, long otherSeq) {
    return ms == otherMs ? Long.compareUnsigned(seq, otherSeq) : Long.compareUnsigned(ms, otherMs);
  }

  public boolean isBefore(StreamId other) {
    return compareTo(other) < 0;
  }

  public boolean isBehind(StreamId other) {
    return compareTo(other) > 0;
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int compareTo(StreamId other) {
    return compare(ms, seq, other.ms, other.seq);
  }

  @Override
  public String toString() {
    return text(ms, seq);
  }
}
