package dev.weir.connectors.redis.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The bytes from a server, with a limit on the size of one reply and on the time it may take: the
 * socket's own timeout starts again with every byte. One owner.
 */
final class BoundedInput extends FilterInputStream {

  /** Largest reply, in bytes. */
  static final int LARGEST = 1 << 26;

  /** Bytes read ahead of the reply, and the overhead of TLS. */
  private static final int SLACK = 1 << 22;

  /** Bytes that restart the time limit: a large reply over a slow network is allowed. */
  private static final int STRETCH = 1 << 16;

  private final LongSupplier nanoTime;
  private final Duration timeout;
  private long total;
  private long stretch;
  private long since;
  private boolean waiting = true;

  /**
   * @param nanoTime clock, in nanoseconds
   * @param timeout limit for the rest of a reply once its first bytes are there, or for each 64 KiB
   */
  BoundedInput(InputStream in, LongSupplier nanoTime, Duration timeout) {
    super(in);
    this.nanoTime = nanoTime;
    this.timeout = timeout;
  }

  /** Starts the limits of the next reply. */
  void begin() {
    total = 0;
    waiting = true;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int came = super.read(into, at, most);
    count(Math.max(came, 0));
    return came;
  }

  private void count(int came) throws IOException {
    total += came;
    if (total > LARGEST + SLACK) {
      throw MalformedReply.tooLarge(LARGEST);
    }
    if (waiting || stretch + came >= STRETCH) {
      waiting = false;
      stretch = 0;
      since = nanoTime.getAsLong();
      return;
    }
    stretch += came;
    if (nanoTime.getAsLong() - since > timeout.toNanos()) {
      throw new SocketTimeoutException(
          "its reply is not complete after %d ms".formatted(timeout.toMillis()));
    }
  }
}
