package dev.weir.detectors.silence;

import dev.weir.detectors.Identity;

/** How long a series may have no record. */
public sealed interface SilenceRule {

  /** As long as it likes. */
  SilenceRule OFF = new Off();

  /** As long as its own rhythm says. */
  SilenceRule AUTO = new Auto();

  /** Upper bound of the heap that watching a series takes, in bytes. */
  long bytesPerSeries();

  /** The rule as text, saved with the state of a series. */
  Identity identity();

  /** Nobody asks. */
  record Off() implements SilenceRule {
    @Override
    public Identity identity() {
      return Identity.of("Off");
    }

    @Override
    public long bytesPerSeries() {
      return 0;
    }
  }

  /** See {@link Rhythm}. */
  record Auto() implements SilenceRule {
    @Override
    public Identity identity() {
      return Identity.of("Auto");
    }

    @Override
    public long bytesPerSeries() {
      return 1_000;
    }
  }

  /**
   * No longer than this; for series whose records have times.
   *
   * @param nanos the limit in nanoseconds
   */
  record After(long nanos) implements SilenceRule {

    /** Longer is never: a year, so that differences of times stay far from the ends of a long. */
    public static final long LONGEST = 365L * 24 * 3600 * 1_000_000_000L;

    private static final long SHORTEST = 1_000_000;

    public After {
      if (nanos < SHORTEST || nanos > LONGEST) {
        throw new IllegalArgumentException(
            "a silence must be 1 ms to a year, was %d ns".formatted(nanos));
      }
    }

    @Override
    public Identity identity() {
      return Identity.of("After").with("nanos", nanos);
    }

    @Override
    public long bytesPerSeries() {
      return 200;
    }
  }
}
