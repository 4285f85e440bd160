package dev.weir.connectors.text.lines;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Cuts a stream of bytes into lines, which may end in LF, CR LF or CR. Never holds much more than
 * one line of the longest allowed length: what is longer is passed over. A stream that has no more
 * now may have more later.
 */
public final class Lines {

  /** Results of {@link #next}. */
  public enum Found {
    /** A line: {@link #bytes()} between {@link #from()} and {@link #to()}. */
    LINE,
    /** A line longer than allowed was passed over; the bytes are its beginning. */
    TOO_LONG,
    /** The stream broke off; the bytes are what it had of a line, if anything. */
    BROKEN,
    /** No whole line, and the stream has no more now. */
    NOTHING
  }

  private static final int CHUNK = 64 * 1024;
  private static final int BEGINNING = 1024;

  /** How many bytes in front of the next line are kept. */
  private static final int KEPT = 1024;

  private final InputStream in;
  private final int longest;
  private byte[] buffer;
  private int start;
  private int end;
  private byte[] bytes;
  private int from;
  private int to;

  /** Of a line that is too long: its beginning, and how much of it was passed over so far. */
  private byte[] beginning = new byte[0];

  private long passedOver;
  private long offset;
  private long number;
  private boolean skipLineFeed;
  private boolean broken;
  private final boolean isWhole;

  /**
   * The lines of a stream.
   *
   * @param longest length of a line in bytes
   * @param offset of the stream's first byte in its file
   * @param number how many lines are before it
   */
  public Lines(InputStream in, int longest, long offset, long number) {
    this.in = in;
    this.isWhole = false;
    this.buffer = new byte[2 * CHUNK];
    this.bytes = buffer;
    this.longest = longest;
    this.offset = offset;
    this.number = number;
  }

  /**
   * The lines of a text, from a place in it on. The text is not copied, nor changed.
   *
   * @param longest length of a line in bytes
   * @param number how many lines are before it
   */
  Lines(byte[] text, int from, int longest, long number) {
    this.in = InputStream.nullInputStream();
    this.isWhole = true;
    this.longest = longest;
    this.offset = from;
    this.number = number;
    this.buffer = text;
    this.bytes = text;
    this.start = from;
    this.end = text.length;
  }

  /**
   * Says what is in front of the stream's first byte; to be called before the first line is asked
   * for.
   */
  void precededBy(byte[] before) {
    System.arraycopy(before, 0, buffer, 0, before.length);
    start = before.length;
    end = before.length;
  }

  /**
   * Up to 1 KiB of what is in front of a place at or before {@link #offset()}; empty if unknown.
   */
  byte[] before(long place) {
    long last = start - passedOver - (offset - place);
    return last < 0
        ? new byte[0]
        : Arrays.copyOfRange(buffer, (int) Math.max(0, last - KEPT), (int) last);
  }

  /** Whether a line has begun that has no end yet. */
  boolean hasBegun() {
    return end > start || passedOver > 0;
  }

  /** The array that the line found stands in; valid until the next call. */
  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Offset in the file behind the line found last, its end included. */
  public long offset() {
    return offset;
  }

  /** Number of the line found last, from 1. */
  public long number() {
    return number;
  }

  /**
   * Looks for the next line.
   *
   * @param atEnd whether the end of the stream ends a line too
   */
  public Found next(boolean atEnd) throws IOException {
    int scanned = start;
    while (true) {
      int terminator = findTerminator(scanned);
      if (terminator < end) {
        return take(terminator, terminator + 1);
      }
      if (end - start > longest || passedOver > 0) {
        passOver();
      }
      scanned = end - start;
      if (!fill()) {
        return takeRest(atEnd);
      }
      scanned += start;
    }
  }

  private Found take(int lineEnd, int next) {
    int after = next;
    if (buffer[lineEnd] == '\r') {
      if (after < end && buffer[after] == '\n') {
        after++;
      }
      skipLineFeed = after == end && buffer[after - 1] == '\r';
    }
    return finish(lineEnd, after);
  }

  private Found takeRest(boolean atEnd) {
    boolean nothing = end == start && passedOver == 0;
    if (broken) {
      broken = false;
      finish(end, end);
      return Found.BROKEN;
    }
    return nothing || !atEnd ? Found.NOTHING : finish(end, end);
  }

  private Found finish(int lineEnd, int after) {
    boolean tooLong = passedOver > 0 || lineEnd - start > longest;
    bytes = passedOver > 0 ? beginning : buffer;
    from = passedOver > 0 ? 0 : start;
    to =
        passedOver > 0
            ? beginning.length
            : tooLong ? Math.min(start + BEGINNING, lineEnd) : lineEnd;
    offset += passedOver + after - start;
    number++;
    start = after;
    passedOver = 0;
    return tooLong ? Found.TOO_LONG : Found.LINE;
  }

  private void passOver() {
    if (passedOver == 0) {
      beginning = Arrays.copyOfRange(buffer, start, Math.min(start + BEGINNING, end));
    }
    passedOver += end - start;
    start = end;
  }

  private int findTerminator(int scanFrom) {
    for (int i = scanFrom; i < end; i++) {
      byte b = buffer[i];
      if (b == '\n' || b == '\r') {
        return i;
      }
    }
    return end;
  }

  /** Reads more behind what is there; false if there is no more now. */
  private boolean fill() throws IOException {
    if (isWhole) {
      return false;
    }
    int kept = Math.min(start, KEPT);
    int dropped = start - kept;
    System.arraycopy(buffer, dropped, buffer, 0, end - dropped);
    end -= dropped;
    start = kept;
    if (buffer.length - end < CHUNK) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read;
    try {
      read = in.read(buffer, end, CHUNK);
    } catch (EOFException | ZipException e) {
      broken = true;
      return false;
    }
    if (read <= 0) {
      return false;
    }
    end += read;
    if (skipLineFeed) {
      skipLineFeed = false;
      if (buffer[start] == '\n') {
        start++;
        offset++;
      }
    }
    return true;
  }
}
