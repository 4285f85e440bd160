package dev.weir.app.service.start;

import java.time.Duration;
import java.util.Optional;

/**
 * Holds the options of one run.
 *
 * @param runFor after which it stops by itself
 * @param untilIdle how long nothing must have been to do for it to stop by itself
 * @param fromCheckpoint checkpoint to start from instead of the latest
 * @param allowEmptyState whether a source whose checkpoints cannot be used starts with empty state
 */
public record RunOptions(
    Optional<Duration> runFor,
    Optional<Duration> untilIdle,
    Optional<Long> fromCheckpoint,
    boolean allowEmptyState) {

  /** Until a stop is requested. */
  public static final RunOptions FOR_EVER =
      new RunOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
