package dev.weir.connectors.ingest;

import java.util.Arrays;

/**
 * The lines of a batch, as the journal keeps them: each ends with a line feed, the last one may
 * not. Readers of records also take a carriage return for the end of a line; without one there are
 * no two ways to count.
 */
final class LineText {

  private LineText() {}

  /** The text with each other line end replaced by a line feed; the same array if it has none. */
  static byte[] of(byte[] text) {
    int returns = 0;
    for (byte each : text) {
      returns += each == '\r' ? 1 : 0;
    }
    if (returns == 0) {
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
    int lines = 0;
    for (byte each : text) {
      lines += each == '\n' ? 1 : 0;
    }
    return text.length > 0 && text[text.length - 1] != '\n' ? lines + 1 : lines;
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
