package dev.weir.engine;

/**
 * Records how the time of the stream went on, row by row of a slot. Written by the reader, read by
 * all.
 */
public final class StreamTimes {

  private final long[] times;
  private long before;
  private long latest;
  private int rows;

  /** Whether time never went back. */
  private boolean steady;

  private StreamTime end = StreamTime.START;

  public StreamTimes(int capacity) {
    times = new long[capacity];
  }

  /** Takes the rows of a batch. */
  public void follow(Batch batch, StreamClock clock) {
    before = clock.now();
    long time = before;
    latest = Long.MIN_VALUE;
    steady = true;
    rows = batch.size();
    for (int row = 0; row < rows; row++) {
      long next = clock.observe(batch, row);
      steady &= next >= time || row == 0;
      time = next;
      times[row] = next;
      latest = Math.max(latest, next);
    }
    end = clock.time();
  }

  public int rows() {
    return rows;
  }

  /** The time after a row. */
  public long at(int row) {
    return times[row];
  }

  /** The time before a row. */
  public long before(int row) {
    return row == 0 ? before : times[row - 1];
  }

  /** The latest time of the slot. */
  public long latest() {
    return latest;
  }

  /** The time behind the slot, for the next. */
  public StreamTime end() {
    return end;
  }

  /** The first of rows {@code from} to {@code to} with a later time; {@code to} if none has. */
  public int firstLater(long than, int from, int to) {
    if (latest <= than) {
      return to;
    }
    int low = from;
    if (steady) {
      int high = to;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (times[middle] > than) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
    while (low < to && times[low] <= than) {
      low++;
    }
    return low;
  }
}
