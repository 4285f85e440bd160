package dev.weir.chaos.random.drawn;

import dev.weir.detectors.SplitMix64;
import java.util.List;

/** Draws values from a seed. The sequence is the same on every machine and Java version. */
public final class Draw {

  private static final int RESOLUTION = 1 << 30;

  private final SplitMix64 random;

  Draw(long seed) {
    random = new SplitMix64(seed);
  }

  /** A generator for part {@code number} of what {@code seed} seeds. */
  public static Draw of(long seed, long number) {
    return new Draw(SplitMix64.seedOf(seed, number));
  }

  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  double between(double least, double most) {
    return least + (most - least) * unit();
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** About normal: the sum of four uniform numbers, scaled to a standard deviation of 1. */
  double normal() {
    return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
  }

  private double unit() {
    return random.nextInt(RESOLUTION) / (double) RESOLUTION;
  }
}
