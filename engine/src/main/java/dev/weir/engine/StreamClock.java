package dev.weir.engine;

/** Goes with the records of a stream and tells its {@link StreamTime}. Mutable, one owner. */
public final class StreamClock {

  private boolean begun;
  private long now;
  private long previous;
  private int behind;

  public StreamClock(StreamTime from) {
    begun = from.begun();
    now = from.now();
    previous = from.previous();
    behind = from.behind();
  }

  /** Takes a row of a batch into account, whatever became of it; returns the time then. */
  public long observe(Batch batch, int row) {
    return batch.hasSeries(row) ? observe(batch.time(row)) : now;
  }

  /** Takes the event time of a record into account; returns the time then. */
  long observe(long time) {
    if (!begun) {
      begun = true;
      now = time;
      previous = time;
    }
    long confirmed = Math.min(previous, time);
    previous = time;
    behind = time < now ? behind + 1 : 0;
    if (confirmed > now) {
      now = confirmed;
    } else if (behind == StreamTime.ASTRAY) {
      now = confirmed;
      behind = 0;
    }
    return now;
  }

  /** The time now; meaningless before the first record. */
  public long now() {
    return now;
  }

  public StreamTime time() {
    return new StreamTime(begun, now, previous, behind);
  }
}
