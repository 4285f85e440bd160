package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads the header of a checkpoint, which says nothing about the rest of the file. */
final class HeaderReader {

  private HeaderReader() {}

  /**
   * Reads a header and verifies its CRC.
   *
   * @param place of the file, for messages
   * @throws CorruptCheckpointException if it cannot be read
   */
  static CheckpointHeader read(CheckpointFs.Input file, String place) throws IOException {
    ByteBuffer prefix = bytes(file, Format.PREFIX, place);
    byte[] magic = new byte[Format.MAGIC.length];
    prefix.get(magic);
    require(Arrays.equals(magic, Format.MAGIC), place, "it does not begin as a checkpoint does");
    int version = prefix.getShort();
    require(
        version == Format.VERSION,
        place,
        "its format is %d, and this program knows %d".formatted(version, Format.VERSION));
    require(prefix.getShort() == 0, place, "it has flags that this program does not know");
    int length = prefix.getInt();
    require(
        length >= 0
            && length <= Format.LONGEST_HEADER
            && Format.PREFIX + length + 4L <= file.size(),
        place,
        "its header claims %d bytes".formatted(length));
    ByteBuffer whole = bytes(file, Format.PREFIX + length + 4, place);
    int crc = whole.getInt(Format.PREFIX + length);
    require(
        crc == Format.crc(whole.duplicate().limit(Format.PREFIX + length)),
        place,
        "its header is damaged");
    try {
      return Format.parseHeader(whole.slice(Format.PREFIX, length));
    } catch (IllegalArgumentException e) {
      throw new CorruptCheckpointException(
          "%s is not a usable checkpoint: %s".formatted(place, e.getMessage()));
    }
  }

  private static ByteBuffer bytes(CheckpointFs.Input file, int length, String place)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, 0);
    require(!bytes.hasRemaining(), place, "it ends too early");
    return bytes.flip();
  }

  private static void require(boolean condition, String place, String otherwise)
      throws CorruptCheckpointException {
    if (!condition) {
      throw new CorruptCheckpointException(
          "%s is not a usable checkpoint: %s".formatted(place, otherwise));
    }
  }
}
