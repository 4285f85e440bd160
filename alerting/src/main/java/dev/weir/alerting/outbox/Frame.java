package dev.weir.alerting.outbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A notice as it stands in a segment: u32 mark, u64 number, u64 number of the first notice written
 * together with it, u32 length, u32 CRC32C over number, first, length and content, content. The
 * mark is no UTF-8, so no content can hold it.
 *
 * @param offset where the frame begins
 * @param end where it ends
 */
record Frame(int offset, int end, long number, long group, ByteBuffer content) {

  private static final int MARK = 0xFFFE_FDFC;
  private static final int BEFORE_CONTENT = 28;

  /** Appends a frame. */
  static void write(ByteBuffer into, long number, long group, byte[] content) {
    into.putInt(MARK).putLong(number).putLong(group).putInt(content.length);
    into.putInt(crc(number, group, ByteBuffer.wrap(content)));
    into.put(content);
  }

  /** How many bytes a frame takes. */
  static int size(byte[] content) {
    return BEFORE_CONTENT + content.length;
  }

  /** The frame at an offset, if there is one and it is whole. */
  static Optional<Frame> at(ByteBuffer bytes, int offset) {
    int left = bytes.limit() - offset;
    if (left < BEFORE_CONTENT || bytes.getInt(offset) != MARK) {
      return Optional.empty();
    }
    long number = bytes.getLong(offset + 4);
    long group = bytes.getLong(offset + 12);
    int length = bytes.getInt(offset + 20);
    if (length < 0 || length > left - BEFORE_CONTENT) {
      return Optional.empty();
    }
    ByteBuffer content = bytes.slice(offset + BEFORE_CONTENT, length).asReadOnlyBuffer();
    if (bytes.getInt(offset + 24) != crc(number, group, content.duplicate())) {
      return Optional.empty();
    }
    return Optional.of(new Frame(offset, offset + BEFORE_CONTENT + length, number, group, content));
  }

  private static int crc(long number, long group, ByteBuffer content) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(20).putLong(number).putLong(group).putInt(content.remaining()).flip());
    crc.update(content);
    return (int) crc.getValue();
  }
}
