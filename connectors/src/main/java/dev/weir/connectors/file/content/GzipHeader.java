package dev.weir.connectors.file.content;

/** The header of a gzip member, as far as it is there (RFC 1952, section 2.3). */
final class GzipHeader {

  /** How far it is there. */
  enum State {
    /** These bytes cannot be the beginning of a header. */
    NONE,
    /** More of it must come. */
    INCOMPLETE,
    COMPLETE
  }

  private static final int FIXED = 10;
  private static final int CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 8};

  private GzipHeader() {}

  /** Whether a file that begins so is compressed. */
  static boolean isMagic(byte[] bytes) {
    return bytes.length >= 2 && bytes[0] == MAGIC[0] && bytes[1] == MAGIC[1];
  }

  static State of(byte[] bytes) {
    for (int i = 0; i < Math.min(MAGIC.length, bytes.length); i++) {
      if (bytes[i] != MAGIC[i]) {
        return State.NONE;
      }
    }
    if (bytes.length < FIXED) {
      return State.INCOMPLETE;
    }
    int flags = bytes[3];
    int length = FIXED;
    if ((flags & EXTRA) != 0) {
      if (bytes.length < length + 2) {
        return State.INCOMPLETE;
      }
      length += 2 + Byte.toUnsignedInt(bytes[length]) + 256 * Byte.toUnsignedInt(bytes[length + 1]);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (length < bytes.length && bytes[length] != 0) {
          length++;
        }
        length++;
      }
    }
    length += (flags & CRC) == 0 ? 0 : 2;
    return bytes.length < length ? State.INCOMPLETE : State.COMPLETE;
  }
}
