package dev.weir.detectors.silence;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Whether one series is silent, by the time that its whole stream shows. Mutable, one owner.
 *
 * <p>A series is silent once time has passed its deadline: the time at its last record, and as long
 * as it may be silent. A single step of time that carries it over the deadline counts no more than
 * half of that: where the whole stream paused, the series could not speak either.
 */
public final class Silence {

  /** The limit by rule; 0 if there is none. */
  private final long fixed;

  private final @Nullable Rhythm rhythm;
  private boolean spoke;
  private boolean silent;

  /** The time of its stream at its last record. */
  private long last;

  /** How long it may be silent; 0 while that is not known. */
  private long limit;

  private long deadline;

  /** A series that has not spoken yet. */
  public Silence(SilenceRule rule) {
    fixed = rule instanceof SilenceRule.After after ? after.nanos() : 0;
    rhythm = rule instanceof SilenceRule.Auto ? new Rhythm() : null;
  }

  /** Whether it can fall silent: how long it may be so is known, and it is not. */
  public boolean isWatched() {
    return spoke && !silent && limit > 0;
  }

  public boolean isSilent() {
    return silent;
  }

  /** The time beyond which it is silent, while it {@linkplain #isWatched() can fall so}. */
  public long deadline() {
    return deadline;
  }

  /** How long it has had no record. */
  public long since(long now) {
    return now - last;
  }

  /** How long its gaps usually are; 0 if that is not known. */
  public long usual() {
    return rhythm == null ? 0 : rhythm.usual();
  }

  /** Time went on from {@code before} to {@code now} without it; true if it fell silent. */
  public boolean pass(long before, long now) {
    if (!isWatched() || isBefore(now)) {
      return false;
    }
    shorten(now - before);
    silent = !isBefore(now);
    return silent;
  }

  /** It spoke while time went on from {@code before} to {@code now}; true if it was silent. */
  public boolean speak(long before, long now) {
    boolean ended = silent;
    limit = rhythm == null ? fixed : pointsLearned(rhythm, before, now);
    spoke = true;
    silent = false;
    last = now;
    deadline = now > Long.MAX_VALUE - limit ? Long.MAX_VALUE : now + limit;
    return ended;
  }

  /** As if it had not spoken yet, but for the rhythm it is known to have. */
  public void forget() {
    spoke = false;
    silent = false;
  }

  /** Learns the gap that ends now, if there is one; returns the limit from here on. */
  private long pointsLearned(Rhythm by, long before, long now) {
    if (!spoke || now < last) {
      return by.limit();
    }
    if (isWatched() && !isBefore(now)) {
      shorten(now - before);
    }
    long pause = limit == 0 ? 0 : deadline - limit - last;
    long gap = now - last - pause;
    // With a pause in it, a gap says something of the series only if it is too long without.
    if (pause == 0 || gap > limit) {
      by.learn(gap, now);
    }
    return by.limit();
  }

  private boolean isBefore(long now) {
    return now <= deadline;
  }

  private void shorten(long step) {
    long pause = step < 0 ? Long.MAX_VALUE : Math.max(0, step - limit / 2);
    deadline = deadline > Long.MAX_VALUE - pause ? Long.MAX_VALUE : deadline + pause;
  }

  public void write(StateWriter out) {
    out.putByte(spoke ? 1 : 0).putByte(silent ? 1 : 0);
    out.putLong(last).putLong(limit).putLong(deadline);
    if (rhythm != null) {
      rhythm.write(out);
    }
  }

  /**
   * Takes over what {@link #write} wrote.
   *
   * @param sameRule whether it was written by the same rule; else only that it was silent counts
   */
  public void read(StateReader in, boolean sameRule) {
    spoke = in.getByte() == 1;
    silent = in.getByte() == 1;
    last = in.getLong();
    limit = in.getLong();
    deadline = in.getLong();
    if (sameRule) {
      if (rhythm != null) {
        rhythm.read(in);
      }
      in.expectEnd();
    } else {
      spoke = silent;
      limit = 0;
    }
  }
}
