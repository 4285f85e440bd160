package dev.weir.alerting.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Recognises files of a newer build. The last character of a magic is the version of its file, from
 * {@code '1'}; the first byte of a notice is the version of that notice.
 */
final class OutboxVersions {

  private OutboxVersions() {}

  /**
   * Looks at all files and changes none.
   *
   * @throws NewerOutboxException if a newer build wrote one of them
   */
  static void refuseNewer(OutboxDisk disk) throws IOException {
    for (String name : disk.list()) {
      if (SegmentName.of(name).isPresent()) {
        ByteBuffer bytes = ByteBuffer.wrap(disk.read(name));
        magic(name, bytes, 0, SegmentReader.MAGIC);
        notices(name, bytes);
      } else if (Cursor.isCursor(name)) {
        ByteBuffer bytes = ByteBuffer.wrap(disk.read(name));
        for (int place = 0; place < Cursor.PLACES; place++) {
          magic(name, bytes, place * Cursor.PLACE, Cursor.MAGIC);
        }
      }
    }
  }

  private static void magic(String name, ByteBuffer bytes, int at, long known)
      throws NewerOutboxException {
    if (bytes.limit() < at + Long.BYTES) {
      return;
    }
    long found = bytes.getLong(at);
    long version = found & 0xFF;
    if (found >>> Byte.SIZE == known >>> Byte.SIZE && version > (known & 0xFF) && version <= '9') {
      throw new NewerOutboxException(name, version - '0', (int) (known & 0xFF) - '0');
    }
  }

  private static void notices(String name, ByteBuffer bytes) throws NewerOutboxException {
    int at = Long.BYTES;
    while (at < bytes.limit()) {
      Optional<Frame> frame = Frame.at(bytes, at);
      if (frame.isPresent() && frame.get().content().hasRemaining()) {
        ByteBuffer content = frame.get().content();
        int version = Byte.toUnsignedInt(content.get(content.position()));
        if (version > NoticeBytes.VERSION) {
          throw new NewerOutboxException(
              "notice %d of %s".formatted(frame.get().number(), name),
              version,
              NoticeBytes.VERSION);
        }
      }
      at = frame.map(Frame::end).orElse(at + 1);
    }
  }
}
