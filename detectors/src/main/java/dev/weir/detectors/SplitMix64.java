package dev.weir.detectors;

/**
 * A small generator of random numbers whose sequence is fixed for ever, unlike those of the JDK:
 * what it decides stands in checkpoints.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">G. Steele, D. Lea, C. Flood, Fast
 *     Splittable Pseudorandom Number Generators, 2014</a>
 */
public final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** A well-mixed function of its argument: nearby arguments give unrelated results. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed for part {@code number} of what {@code seed} seeds. */
  public static long seedOf(long seed, long number) {
    return mix(mix(seed + GOLDEN_GAMMA) ^ mix(number * GOLDEN_GAMMA + 1));
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, bound), for a bound of at least 1; the bias is below bound / 2^32. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }
}
