package dev.weir.detectors.halfspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForestTest {

  private static final int FEATURES = 3;
  private static final HalfSpaceTrees DETECTOR = new HalfSpaceTrees(7, 9, 130, 0.01);
  private static final long[] SEEDS = {1, 2, 3, 4, 5, 6, 7};

  private final Space space = new Space(FEATURES);
  private final Forest full = new Forest(SEEDS.length, DETECTOR.nodesPerTree());
  private final Forest inner = new Forest(SEEDS.length, DETECTOR.nodesPerTree());
  private final double[] window = points(DETECTOR.window(), 11, 2);

  @Test
  void counts_as_a_plain_descent_does() {
    grow();

    double[] others = points(1_000, 12, 4);
    for (int i = 0; i < 1_000; i++) {
      int[] keys = keys(others, i);
      assertThat(full.profile(keys)).as("point %d", i).isEqualTo(plain(keys));
    }
  }

  @Test
  void leaves_out_cuts_that_no_point_within_the_window_can_tell() {
    grow();

    double[] others = points(1_000, 13, 1);
    int within = 0;
    for (int i = 0; i < 1_000; i++) {
      int[] keys = keys(others, i);
      if (((keys[0] | keys[1] | keys[2]) & -Space.EXTENT) == 0) {
        within++;
        assertThat(inner.profile(keys)).as("point %d", i).isEqualTo(full.profile(keys));
      }
    }
    assertThat(within).isGreaterThan(500);
  }

  private void grow() {
    space.measure(window, DETECTOR.window());
    new Grower(DETECTOR, space, full, inner).grow(window, new double[window.length], SEEDS);
  }

  private double plain(int[] keys) {
    double sum = 0;
    for (long seed : SEEDS) {
      space.place(seed);
      List<int[]> near = new ArrayList<>();
      for (int i = 0; i < DETECTOR.window(); i++) {
        near.add(keys(window, i));
      }
      long place = 1;
      int depth = 0;
      for (; depth < DETECTOR.depth() && near.size() > DETECTOR.crowd(); depth++) {
        long random = SplitMix64.mix(seed + place * 0x9E3779B97F4A7C15L);
        int along = (int) Math.floorMod(random, (long) FEATURES);
        int cut = space.middle(along);
        boolean below = keys[along] < cut;
        near.removeIf(point -> (point[along] < cut) != below);
        if (below) {
          space.high[along] = cut;
        } else {
          space.low[along] = cut;
        }
        place = 2 * place + (below ? 0 : 1);
      }
      sum += near.size() * Math.pow(2, depth);
    }
    return sum;
  }

  private int[] keys(double[] points, int index) {
    int[] keys = new int[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      keys[i] = space.key(i, points[index * FEATURES + i]);
    }
    return keys;
  }

  private static double[] points(int count, long seed, double deviation) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] points = new double[count * FEATURES];
    for (int i = 0; i < points.length; i++) {
      points[i] = deviation * random.nextGaussian();
    }
    return points;
  }
}
