package dev.weir.app.http.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits the requests of each client by a token bucket that holds the requests of two seconds. The
 * buckets of the clients that were not seen for longest are forgotten, which gives such a client a
 * full one. Thread-safe.
 */
public final class RequestRates {

  /** Buckets that are kept. */
  static final int MOST_CLIENTS = 10_000;

  private static final double SECOND = 1e9;
  private static final double BURST_SECONDS = 2;

  private static final class Bucket {
    private double tokens;
    private long filledAt;
  }

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  /**
   * A limit.
   *
   * @param perSecond requests of one client; 0 for no limit
   */
  public RequestRates(double perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** No limit. */
  public static RequestRates unlimited() {
    return new RequestRates(0, () -> 0);
  }

  /** Counts a request; zero if it may pass, else the time until one may. */
  synchronized Duration take(String client) {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(client, _ -> full(now));
    double filled = bucket.tokens + (now - bucket.filledAt) / SECOND * perSecond;
    bucket.tokens = Math.min(filled, capacity());
    bucket.filledAt = now;
    if (bucket.tokens < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / perSecond * SECOND));
    }
    bucket.tokens--;
    return Duration.ZERO;
  }

  private Bucket full(long now) {
    Bucket bucket = new Bucket();
    bucket.tokens = capacity();
    bucket.filledAt = now;
    return bucket;
  }

  private double capacity() {
    return Math.max(1, BURST_SECONDS * perSecond);
  }

  /** How many clients have a bucket. */
  synchronized int clients() {
    return buckets.size();
  }
}
