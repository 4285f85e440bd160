package dev.weir.connectors.text;

import dev.weir.monitoring.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Which bytes may be the key of a series. */
public final class Keys {

  /** In bytes. */
  static final int LONGEST = 1024;

  public static final String RULE =
      ("a series key must have 1 to %d bytes of UTF-8 and no control characters, marks of direction"
              + " or invisible characters")
          .formatted(LONGEST);

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7F;

  private Keys() {}

  public static boolean isValid(byte[] key, int from, int to) {
    if (from == to || to - from > LONGEST) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if ((key[i] >= 0 && key[i] < FIRST_PRINTABLE) || key[i] == DELETE) {
        return false;
      }
    }
    return isText(key, from, to) && isVisible(key, from, to);
  }

  private static boolean isVisible(byte[] key, int from, int to) {
    for (int i = from; i < to; i++) {
      if (key[i] < 0) {
        return !Printable.hasHidden(new String(key, i, to - i, StandardCharsets.UTF_8));
      }
    }
    return true;
  }

  /**
   * Whether the bytes are UTF-8. A key of others would be another from the next checkpoint on: text
   * has a replacement in their place.
   */
  static boolean isText(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    if (at == to) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, to - at));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Whether every surrogate of a text has its other half: without it there are no bytes for it. */
  static boolean isWhole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
