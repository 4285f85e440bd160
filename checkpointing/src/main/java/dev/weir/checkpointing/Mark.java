package dev.weir.checkpointing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A number in a file of its own that only grows within an epoch, such as how many records may have
 * left the process. Moving it costs one write of a few bytes, which is not forced to the disk: the
 * number survives the death of the process at any moment, and may be an older one after a loss of
 * power. Used by one thread.
 *
 * <p>The file: u64 epoch, u64 number, u32 CRC32C of both.
 */
public final class Mark implements AutoCloseable {

  private static final int CONTENT = 2 * Long.BYTES;
  private static final int LENGTH = CONTENT + Integer.BYTES;

  private final FileChannel channel;
  private final long epoch;
  private final ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
  private long number;

  private Mark(FileChannel channel, long epoch, long number) {
    this.channel = channel;
    this.epoch = epoch;
    this.number = number;
  }

  /** The number in the file; 0 if there is none, or only one of another epoch. */
  public static long read(Path file, long epoch) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    boolean whole =
        bytes.limit() == LENGTH && bytes.getInt(CONTENT) == Format.crc(bytes.slice(0, CONTENT));
    return whole && bytes.getLong(0) == epoch ? bytes.getLong(Long.BYTES) : 0;
  }

  /** Opens the mark in a file of an existing directory, to move it on from where it stands. */
  public static Mark open(Path file, long epoch) throws IOException {
    long number = read(file, epoch);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new Mark(channel, epoch, number);
  }

  /** Moves it to a number; a smaller one than it stands at changes nothing. */
  public void moveTo(long to) throws IOException {
    if (to <= number) {
      return;
    }
    buffer.clear().putLong(epoch).putLong(to);
    buffer.putInt(Format.crc(buffer.slice(0, CONTENT))).flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
    number = to;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
