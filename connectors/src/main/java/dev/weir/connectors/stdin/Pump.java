package dev.weir.connectors.stdin;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream that can only be waited for without limit, on a thread of its own, so that others
 * can wait for a while. Reads a few chunks ahead and no more.
 */
final class Pump extends InputStream {

  private static final int CHUNK = 64 * 1024;
  private static final int AHEAD = 4;
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>(AHEAD);
  private volatile @Nullable IOException failure;
  private byte[] chunk = new byte[0];
  private int at;
  private boolean ended;

  Pump(InputStream in) {
    Thread.ofPlatform().daemon().name("stdin").start(() -> run(in));
  }

  private void run(InputStream in) {
    try {
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (read > 0) {
          chunks.put(Arrays.copyOf(buffer, read));
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      // Nobody interrupts it; if somebody did, there is nobody left to read for.
      Thread.currentThread().interrupt();
      return;
    }
    endQuietly();
  }

  private void endQuietly() {
    try {
      chunks.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is something to read; true if there is nothing and never will be. */
  boolean await(Duration patience) throws IOException, InterruptedException {
    if (at == chunk.length && !ended) {
      take(chunks.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }
    return ended;
  }

  /** Reads the bytes that there are, without a wait; 0 if there are none now, -1 at the end. */
  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at == chunk.length && !ended) {
      take(chunks.poll());
    }
    if (at == chunk.length) {
      return ended ? -1 : 0;
    }
    int read = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, from, read);
    at += read;
    return read;
  }

  /** Gives back what was read, to be read again first. */
  void pushBack(byte[] bytes) {
    byte[] rest = Arrays.copyOfRange(chunk, at, chunk.length);
    byte[] both = Arrays.copyOf(bytes, bytes.length + rest.length);
    System.arraycopy(rest, 0, both, bytes.length, rest.length);
    chunk = both;
    at = 0;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("read many bytes at once");
  }

  private void take(byte @Nullable [] next) throws IOException {
    if (next == null) {
      return;
    }
    if (next.length == 0) {
      ended = true;
      IOException broken = failure;
      if (broken != null) {
        throw broken;
      }
    } else {
      chunk = next;
      at = 0;
    }
  }
}
