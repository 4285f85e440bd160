package dev.weir.connectors.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a batch, as the journal keeps them: each ends with a line feed, the last one may
 * not. Readers of records also take a carriage return for the end of a line; without one there are
 * no two ways to count.
 */
final class LineText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;

  private LineText() {}

  /** The text with each other line end replaced by a line feed; the same array if it has none. */
  static byte[] of(byte[] text) {
    if (number(text, (byte) '\r') == 0) {
      return text;
    }
    byte[] lines = new byte[text.length];
    int length = 0;
    for (int at = 0; at < text.length; at++) {
      boolean both = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
      if (!both) {
        lines[length++] = text[at] == '\r' ? (byte) '\n' : text[at];
      }
    }
    return Arrays.copyOf(lines, length);
  }

  /** How many lines the text has, a last one without an end included. */
  static int count(byte[] text) {
    int lines = number(text, (byte) '\n');
    return text.length > 0 && text[text.length - 1] != '\n' ? lines + 1 : lines;
  }

  /** How many bytes of the text are this one, below 0x80; looks at eight at a time. */
  private static int number(byte[] text, byte wanted) {
    int found = 0;
    int at = 0;
    for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
      long differing = (long) LONGS.get(text, at) ^ wanted * ONES;
      // Adding 127 to seven bits sets the highest if one of them is set: the byte is another.
      long others = ((differing & ~HIGHEST) + ~HIGHEST | differing) & HIGHEST;
      found += Long.BYTES - Long.bitCount(others);
    }
    for (; at < text.length; at++) {
      found += text[at] == wanted ? 1 : 0;
    }
    return found;
  }

  /** Where the line behind so many others begins; there must be one. */
  static int offset(byte[] text, long lines) {
    int at = 0;
    for (long left = lines; left > 0; at++) {
      if (text[at] == '\n') {
        left--;
      }
    }
    return at;
  }
}
