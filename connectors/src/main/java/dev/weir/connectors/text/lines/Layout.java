package dev.weir.connectors.text.lines;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The parts of a text that are not records, and its character set.
 *
 * @param skipLines lines at the beginning that are passed over
 * @param comment what a line begins with that is passed over; empty for none
 * @param charset in which the text is written
 */
public record Layout(int skipLines, String comment, Charset charset) {

  /** Records, and the header of CSV, from the first line on, in UTF-8. */
  public static final Layout PLAIN = new Layout(0, "", StandardCharsets.UTF_8);

  /** Whether lines are taken as they are: UTF-8 needs no conversion. */
  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** A part of a line in UTF-8. */
  byte[] utf8(byte[] line, int from, int to) {
    return new String(line, from, to - from, charset).getBytes(StandardCharsets.UTF_8);
  }

  boolean isComment(byte[] line, int from, int to) {
    int length = comment.length();
    if (length == 0 || to - from < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (line[from + i] != (byte) comment.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
