package dev.weir.connectors.inference.cell;

/** How far the times of a column are from the times of the rows. One owner. */
public final class Lags {

  private static final long SMALL = 2L * 86_400 * 1_000_000_000;
  private static final int PARTS = 10;

  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long least = Long.MAX_VALUE;
  private long most = Long.MIN_VALUE;

  /**
   * Adds a row.
   *
   * @param time of the row, in ns since 1970
   * @param other time in the same unit, at most some years from it
   */
  public void add(long time, long other) {
    first = Math.min(first, time);
    last = Math.max(last, time);
    least = Math.min(least, other - time);
    most = Math.max(most, other - time);
  }

  /** Whether a row was added. */
  public boolean any() {
    return first <= last;
  }

  /** Whether all times are at most two days from those of their rows. */
  public boolean areSmall() {
    return any() && least >= -SMALL && most <= SMALL;
  }

  /** Whether the lags differ by at most a tenth of the time from the first row to the last. */
  public boolean areEqual() {
    return any() && last > first && most - least <= (last - first) / PARTS;
  }
}
