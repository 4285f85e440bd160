package dev.weir.detectors.silence;

import java.time.Duration;

/** How long a series may have no record. */
public sealed interface SilenceRule {

  /** As long as it likes. */
  SilenceRule OFF = new Off();

  /** As long as its own rhythm says. */
  SilenceRule AUTO = new Auto();

  /** Upper bound of the heap that watching a series takes, in bytes. */
  long bytesPerSeries();

  /** Nobody asks. */
  record Off() implements SilenceRule {
    @Override
    public long bytesPerSeries() {
      return 0;
    }
  }

  /** See {@link Rhythm}. */
  record Auto() implements SilenceRule {
    @Override
    public long bytesPerSeries() {
      return 1_000;
    }
  }

  /** No longer than this; for series whose records have times. */
  record After(Duration limit) implements SilenceRule {

    /** Longer is never: so differences of times stay far from the ends of a long. */
    public static final Duration LONGEST = Duration.ofDays(365);

    public After {
      if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "a silence must be 1 ms to %d days, was %s".formatted(LONGEST.toDays(), limit));
      }
    }

    @Override
    public long bytesPerSeries() {
      return 200;
    }
  }
}
