package dev.weir.connectors.inference;

import dev.weir.connectors.inference.setup.Setup;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a text, from which is decided how it is read.
 *
 * @param lines without their ends; a last line that is cut off is left out
 * @param charset UTF-8, or windows-1252 if it is not
 */
record Sample(List<String> lines, Charset charset) {

  /** How many lines a decision is made from. */
  static final int MOST_LINES = 1_000;

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int SHORTEST_CUT = 4;

  /**
   * Reads the beginning of a text.
   *
   * @param whole whether the text has nothing behind these bytes
   * @param setup with the charset, if it is given
   */
  static Sample of(byte[] bytes, boolean whole, Setup setup) {
    Charset known = setup.layout().charset();
    boolean open = !setup.charsetGiven() && known.equals(StandardCharsets.UTF_8);
    Charset charset = open ? charset(bytes, whole) : known;
    String text = new String(bytes, charset);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length() && lines.size() < MOST_LINES) {
      int end = lineEnd(text, from);
      if (end == text.length() && !whole) {
        break;
      }
      lines.add(text.substring(from, end));
      boolean two =
          end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
      from = end + (two ? 2 : 1);
    }
    return new Sample(lines, charset);
  }

  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static Charset charset(byte[] bytes, boolean whole) {
    if (bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    // The last character of what is not the whole text may be cut.
    for (int cut = 0; cut < (whole ? 1 : SHORTEST_CUT) && cut <= bytes.length; cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
        return StandardCharsets.UTF_8;
      } catch (CharacterCodingException e) {
        // Tried again without its last byte, and then it is not UTF-8.
      }
    }
    return WINDOWS;
  }
}
