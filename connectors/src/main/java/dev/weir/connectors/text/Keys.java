package dev.weir.connectors.text;

/** Which bytes may be the key of a series. */
final class Keys {

  /** In bytes. */
  static final int LONGEST = 1024;

  static final String RULE =
      "a series key must have 1 to %d bytes and no control characters".formatted(LONGEST);

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7F;

  private Keys() {}

  static boolean isValid(byte[] key, int from, int to) {
    if (from == to || to - from > LONGEST) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if ((key[i] >= 0 && key[i] < FIRST_PRINTABLE) || key[i] == DELETE) {
        return false;
      }
    }
    return true;
  }
}
