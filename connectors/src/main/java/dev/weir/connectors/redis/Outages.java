package dev.weir.connectors.redis;

import dev.weir.connectors.Pause;
import dev.weir.connectors.redis.client.RedisFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When to try again after a server was away: soon at first, then ever later, up to 10 s. One owner.
 */
final class Outages {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Pause pause;
  private final LongSupplier nanoTime;
  private Duration backoff = FIRST;
  private long from;
  private RedisFailure.Kind kind = RedisFailure.Kind.UNREACHABLE;
  private Optional<String> trouble = Optional.empty();

  Outages(Pause pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /** Why the server is away; empty if it is not. */
  Optional<String> trouble() {
    return trouble;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** It is away; returns whether that is new, or of another kind than before. */
  boolean begin(RedisFailure failure) {
    boolean reported = trouble.isPresent() && failure.kind() == kind;
    kind = failure.kind();
    backoff = trouble.isEmpty() ? FIRST : longer();
    from = nanoTime();
    trouble = Optional.of(String.valueOf(failure.getMessage()));
    return !reported;
  }

  private Duration longer() {
    Duration doubled = backoff.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /** It is there; returns whether it was away. */
  boolean end() {
    boolean wasAway = trouble.isPresent();
    trouble = Optional.empty();
    return wasAway;
  }

  /** Waits until it is time to try again, at most this long; returns whether it is. */
  boolean await(Duration patience) throws InterruptedException {
    if (trouble.isEmpty()) {
      return true;
    }
    Duration left = backoff.minusNanos(nanoTime() - from);
    if (left.isPositive()) {
      pause.pause(left.compareTo(patience) < 0 ? left : patience);
      left = backoff.minusNanos(nanoTime() - from);
    }
    return !left.isPositive();
  }
}
