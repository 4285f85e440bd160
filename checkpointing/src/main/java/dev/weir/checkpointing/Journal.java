package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records that is only ever appended to: what must not be forgotten between two
 * checkpoints. Each record is u32 length, u32 CRC32C, bytes. A crash may tear the last record only;
 * what is torn was never acknowledged, and is cut off.
 */
public final class Journal {

  private static final int FRAME = 8;
  private static final int LONGEST = 1 << 20;

  private final Path file;

  /** The journal in this file, which need not exist. */
  public Journal(Path file) {
    this.file = file;
  }

  /** All records, oldest first. */
  public List<ByteBuffer> read() throws IOException {
    List<ByteBuffer> records = new ArrayList<>();
    if (Files.exists(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      while (nextIsWhole(bytes)) {
        int length = bytes.getInt();
        records.add(bytes.slice(bytes.position() + 4, length).asReadOnlyBuffer());
        bytes.position(bytes.position() + 4 + length);
      }
    }
    return records;
  }

  /** Appends a record; when this returns it is durable. */
  public void append(ByteBuffer record) throws IOException {
    if (record.remaining() > LONGEST) {
      throw new IOException(
          "a journal record of %d bytes is too long".formatted(record.remaining()));
    }
    boolean isNew = !Files.exists(file);
    long whole = 0;
    for (ByteBuffer earlier : read()) {
      whole += FRAME + earlier.remaining();
    }
    Path directory = file.resolveSibling(".");
    Files.createDirectories(directory);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
      channel.position(whole);
      ByteBuffer frame = ByteBuffer.allocate(FRAME + record.remaining());
      frame.putInt(record.remaining()).putInt(Format.crc(record)).put(record.duplicate()).flip();
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
      channel.force(true);
    }
    if (isNew) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean nextIsWhole(ByteBuffer bytes) {
    if (bytes.remaining() < FRAME) {
      return false;
    }
    int length = bytes.getInt(bytes.position());
    int crc = bytes.getInt(bytes.position() + 4);
    return length >= 0
        && length <= Math.min(LONGEST, bytes.remaining() - FRAME)
        && crc == Format.crc(bytes.slice(bytes.position() + FRAME, length));
  }
}
