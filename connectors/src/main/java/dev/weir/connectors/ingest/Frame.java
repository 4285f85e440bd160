package dev.weir.connectors.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One batch in the journal. On disk: 4 bytes of mark, the length of what follows the checksum (4
 * bytes), its CRC-32C (4 bytes), then the fields in the order below and the lines, big-endian.
 *
 * @param group offset in its file at which the group begins that was forced together with it
 * @param first number of its first line in the source, from 1
 * @param lines how many it has, 1 or more
 * @param millis time of its arrival, since 1970
 * @param fingerprint of the body as it was sent, to tell a retry from another batch of that key
 * @param body the lines, each with its end but for the last
 */
@SuppressWarnings("ArrayRecordComponent") // Frames are not compared.
record Frame(
    BatchFormat format,
    long group,
    long first,
    int lines,
    long millis,
    BatchKey key,
    Fingerprint fingerprint,
    byte[] body) {

  static final int MARK = 0x5749_4A31;

  /** A larger body is not accepted, so a larger length is damage. */
  static final int LARGEST_BODY = 64 << 20;

  private static final int HEAD = 12;
  private static final int FIELDS = 1 + 8 + 8 + 4 + 8 + 16 + 8;

  /** Number of its last line. */
  long last() {
    return first + lines - 1;
  }

  /** Size on disk in bytes. */
  long size() {
    return size(body.length);
  }

  static long size(int bodyBytes) {
    return (long) HEAD + FIELDS + bodyBytes;
  }

  /** The bytes of the frame in their order, ready to be read; the last are the body itself. */
  List<ByteBuffer> bytes() {
    ByteBuffer head = ByteBuffer.allocate(HEAD + FIELDS);
    head.putInt(MARK).putInt(FIELDS + body.length).putInt(0);
    byte code = (byte) (format.code() | fingerprint.kind().mark());
    head.put(code).putLong(group).putLong(first).putInt(lines).putLong(millis);
    head.putLong(key.high()).putLong(key.low()).putLong(fingerprint.value()).flip();
    head.putInt(8, checksum(head.duplicate().position(HEAD), body));
    return List.of(head, ByteBuffer.wrap(body));
  }

  /** Reads the frame at an offset; empty if what is there is not a whole frame. */
  static Optional<Frame> read(FileChannel file, long at, long end) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (end - at < HEAD + FIELDS || !fill(file, head, at) || head.getInt(0) != MARK) {
      return Optional.empty();
    }
    int length = head.getInt(4);
    if (length <= FIELDS || length > FIELDS + LARGEST_BODY || end - at - HEAD < length) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.allocate(FIELDS);
    byte[] body = new byte[length - FIELDS];
    if (!fill(file, fields, at + HEAD)
        || !fill(file, ByteBuffer.wrap(body), at + HEAD + FIELDS)
        || checksum(fields.duplicate(), body) != head.getInt(8)) {
      return Optional.empty();
    }
    byte code = fields.get();
    Fingerprint.Kind kind = Fingerprint.Kind.of(code);
    BatchFormat format = BatchFormat.of((byte) (code ^ kind.mark()));
    long group = fields.getLong();
    long first = fields.getLong();
    int lines = fields.getInt();
    long millis = fields.getLong();
    BatchKey key = new BatchKey(fields.getLong(), fields.getLong());
    Fingerprint fingerprint = new Fingerprint(kind, fields.getLong());
    return Optional.of(new Frame(format, group, first, lines, millis, key, fingerprint, body));
  }

  private static boolean fill(FileChannel file, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      if (file.read(into, at + into.position()) < 0) {
        return false;
      }
    }
    into.flip();
    return true;
  }

  private static int checksum(ByteBuffer fields, byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(fields);
    crc.update(body);
    return (int) crc.getValue();
  }
}
