package dev.weir.connectors.text.lines;

import java.io.IOException;

/** Lines that are skipped in front of the header or a record, and the byte order mark. */
final class FirstLines {

  private static final int MARK = 3;

  private FirstLines() {}

  /** Goes on to the first line that is neither blank nor passed over; false if there is none. */
  static boolean findHeader(Lines lines, TextSettings settings) throws IOException {
    Lines.Found found = lines.next(true);
    while (found == Lines.Found.LINE && isPassedOver(lines, settings.layout())) {
      found = lines.next(true);
    }
    return found == Lines.Found.LINE;
  }

  /** Whether a line is above the first line that counts, a comment, or blank. */
  static boolean isPassedOver(Lines lines, Layout layout) {
    int from = behindMark(lines);
    return lines.number() <= layout.skipLines()
        || layout.isComment(lines.bytes(), from, lines.to())
        || isBlank(lines.bytes(), from, lines.to());
  }

  /** Where the line begins behind a byte order mark. */
  static int behindMark(Lines line) {
    byte[] bytes = line.bytes();
    int from = line.from();
    boolean mark =
        line.number() == 1
            && line.to() - from >= MARK
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF;
    return mark ? from + MARK : from;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
