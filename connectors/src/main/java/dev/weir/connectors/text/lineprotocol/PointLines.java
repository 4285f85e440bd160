package dev.weir.connectors.text.lineprotocol;

import dev.weir.connectors.text.Keys;
import dev.weir.connectors.text.value.Times;
import java.io.IOException;

/** Collects points as lines of {@link PointText}, up to a number of bytes. One owner. */
public final class PointLines {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int most;
  private final ByteText lines = new ByteText();
  private final ByteText number = new ByteText();
  private int count;

  /** The points of one request take too many bytes. */
  public static final class TooManyException extends IOException {
    private static final long serialVersionUID = 1;

    TooManyException(int most) {
      super("its points have more than %d bytes as lines; send fewer at once".formatted(most));
    }
  }

  /**
   * Creates an empty collection.
   *
   * @param most bytes of all lines
   */
  public PointLines(int most) {
    this.most = most;
  }

  /** Whether bytes may be the key of a series. */
  public static boolean isKey(byte[] key) {
    return Keys.isValid(key, 0, key.length);
  }

  /** Whether a time in ms since 1970 is one that records may have. */
  public static boolean isTime(long millis) {
    long most = Long.MAX_VALUE / NANOS_PER_MILLI;
    return millis > -most
        && millis < most
        && Times.checked(millis * NANOS_PER_MILLI) != Times.UNREADABLE;
  }

  /**
   * Adds a point.
   *
   * @param millis since 1970, as {@link #isTime} says
   * @param key as {@link #isKey} says
   * @param value finite
   */
  public void add(long millis, byte[] key, double value) throws TooManyException {
    number.cut(0);
    number.add(Double.toString(value));
    add(millis * NANOS_PER_MILLI, key, key.length, number);
  }

  void add(long time, byte[] key, int keyLength, ByteText value) throws TooManyException {
    PointText.append(lines, time, key, keyLength, value);
    count++;
    if (lines.length() > most) {
      throw new TooManyException(most);
    }
  }

  /** Where {@link #cut} goes back to. */
  int length() {
    return lines.length();
  }

  /** Takes back the points behind a length. */
  void cut(int length, int countBefore) {
    lines.cut(length);
    count = countBefore;
  }

  /** How many points there are. */
  public int count() {
    return count;
  }

  /** All lines. */
  public byte[] copy() {
    return lines.copy();
  }
}
