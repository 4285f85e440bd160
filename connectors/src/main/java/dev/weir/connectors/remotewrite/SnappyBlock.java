package dev.weir.connectors.remotewrite;

/**
 * Decompresses the block format of Snappy (google/snappy, format_description.txt), which is not the
 * framing format.
 */
final class SnappyBlock {

  /** The largest ratio of content to block, rounded up: a copy of 64 bytes takes 3. */
  private static final int LARGEST_RATIO = 22;

  private final byte[] block;
  private int at;

  private SnappyBlock(byte[] block) {
    this.block = block;
  }

  /**
   * Decompresses a block.
   *
   * @param most bytes that its content may have; nothing is allocated for a longer one
   * @throws BadWriteRequestException if it is not a whole block, or its content is longer
   */
  static byte[] decompress(byte[] block, int most) throws BadWriteRequestException {
    return new SnappyBlock(block).content(most);
  }

  private byte[] content(int most) throws BadWriteRequestException {
    long length = length();
    if (length > most || length > (long) LARGEST_RATIO * block.length) {
      throw new BadWriteRequestException(
          "the body claims to hold %d bytes; at most %d are taken, and at most %d times its own length"
              .formatted(length, most, LARGEST_RATIO));
    }
    byte[] content = new byte[(int) length];
    int written = 0;
    while (at < block.length) {
      int tag = block[at++] & 0xff;
      int count;
      if ((tag & 3) == 0) {
        count = literalLength(tag >> 2);
        require(count <= block.length - at && count <= content.length - written);
        System.arraycopy(block, at, content, written, count);
        at += count;
      } else {
        count = (tag & 3) == 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
        int offset = offset(tag);
        require(offset > 0 && offset <= written && count <= content.length - written);
        // Byte by byte: a copy may read what it has written.
        for (int i = written; i < written + count; i++) {
          content[i] = content[i - offset];
        }
      }
      written += count;
    }
    require(written == content.length);
    return content;
  }

  /** A varint of at most 32 bits. */
  private long length() throws BadWriteRequestException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      require(at < block.length);
      int next = block[at++];
      length |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        require(length <= 0xffff_ffffL);
        return length;
      }
    }
    throw broken();
  }

  private int literalLength(int bits) throws BadWriteRequestException {
    if (bits < 60) {
      return bits + 1;
    }
    long length = littleEndian(bits - 59) + 1;
    require(length <= Integer.MAX_VALUE);
    return (int) length;
  }

  private int offset(int tag) throws BadWriteRequestException {
    long offset =
        switch (tag & 3) {
          case 1 -> ((tag & 0xe0) << 3) | littleEndian(1);
          case 2 -> littleEndian(2);
          default -> littleEndian(4);
        };
    require(offset <= Integer.MAX_VALUE);
    return (int) offset;
  }

  private long littleEndian(int bytes) throws BadWriteRequestException {
    require(bytes <= block.length - at);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (block[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private static void require(boolean holds) throws BadWriteRequestException {
    if (!holds) {
      throw broken();
    }
  }

  private static BadWriteRequestException broken() {
    return new BadWriteRequestException("the body is not a whole block of Snappy");
  }
}
