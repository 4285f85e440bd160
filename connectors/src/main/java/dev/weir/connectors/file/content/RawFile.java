package dev.weir.connectors.file.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file that may grow. Its end is where there is nothing more now: a later read may
 * find more. Each read compares the KiB in front of it with what was read there before, so a file
 * that was cut off and written again is noticed before any of its new bytes is used.
 */
final class RawFile extends InputStream {

  private static final int KEPT = 1024;

  private final Path path;
  private final FileChannel channel;
  private final byte[] kept = new byte[KEPT];
  private final byte[] compared = new byte[KEPT];
  private int keptLength;
  private long position;
  private long limit = Long.MAX_VALUE;

  RawFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  /** Nothing behind this place is read. */
  void limit(long place) {
    limit = place;
  }

  boolean isAtLimit() {
    return position >= limit;
  }

  /** Size of the file now, in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /** Offset of the next byte. */
  long position() {
    return position;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int wanted = (int) Math.min(length, limit - position);
    if (wanted <= 0) {
      return -1;
    }
    int read;
    try {
      read = channel.read(ByteBuffer.wrap(into, from, wanted), position);
    } catch (IOException e) {
      throw named(e);
    }
    if (read <= 0) {
      if (channel.size() < position) {
        throw new RewrittenException(path);
      }
      return -1;
    }
    compare();
    position += read;
    keep(into, from, read);
    return read;
  }

  /** Behind the read: what was cut off and written before it is noticed, whenever it came. */
  private void compare() throws IOException {
    ByteBuffer now = ByteBuffer.wrap(compared, 0, keptLength);
    while (now.hasRemaining() && channel.read(now, position - keptLength + now.position()) > 0) {
      // Reads on.
    }
    if (now.hasRemaining() || !Arrays.equals(kept, 0, keptLength, compared, 0, keptLength)) {
      throw new RewrittenException(path);
    }
  }

  private void keep(byte[] bytes, int from, int length) {
    if (length >= KEPT) {
      System.arraycopy(bytes, from + length - KEPT, kept, 0, KEPT);
      keptLength = KEPT;
      return;
    }
    int old = Math.min(keptLength, KEPT - length);
    System.arraycopy(kept, keptLength - old, kept, 0, old);
    System.arraycopy(bytes, from, kept, old, length);
    keptLength = old + length;
  }

  /** Moves on without reading; what is in front of the place is not compared. */
  void jump(long place) {
    position = place;
    keptLength = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /** The system says what failed, not where. */
  private IOException named(IOException e) {
    if (e instanceof FileSystemException || e instanceof ClosedChannelException) {
      return e;
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new IOException("%s: %s".formatted(path, message), e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
