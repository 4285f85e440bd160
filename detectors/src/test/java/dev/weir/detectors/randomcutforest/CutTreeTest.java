package dev.weir.detectors.randomcutforest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CutTreeTest {

  private static final int CAPACITY = 64;
  private static final int DIMENSIONS = 3;
  private static final float[] EVEN = {1, 1, 1};

  private final Random random = new Random(1);

  @Test
  void boxes_stay_those_of_the_points_however_many_came_and_went() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    ArrayDeque<Integer> leaves = new ArrayDeque<>();
    for (int i = 0; i < 5_000; i++) {
      if (leaves.size() == CAPACITY || (leaves.size() > 2 && random.nextInt(3) == 0)) {
        tree.delete(leaves.removeFirst(), EVEN);
      }
      leaves.add(insert(tree, point(), EVEN, SplitMix64.mix(i)));
      if (i % 50 == 0) {
        // A tree that is read back makes its boxes anew from its points.
        CutTree anew = copy(tree);
        for (int probe = 0; probe < 20; probe++) {
          float[] at = point();
          assertThat(score(anew, at, EVEN)).isEqualTo(score(tree, at, EVEN));
        }
      }
    }
  }

  @Test
  void a_tree_that_all_left_is_as_new() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    int[] leaves = new int[CAPACITY];
    for (int i = 0; i < CAPACITY; i++) {
      leaves[i] = insert(tree, point(), EVEN, SplitMix64.mix(i));
    }
    for (int leaf : leaves) {
      tree.delete(leaf, EVEN);
    }

    int only = insert(tree, new float[] {1, 2, 3}, EVEN, 7);

    assertThat(tree.value(only, 2)).isEqualTo(3);
    // Depth 0: a point elsewhere would be parted at once, and one point is no tree to be deep in.
    assertThat(score(tree, new float[] {9, 9, 9}, EVEN)).isCloseTo(1, within(1e-12));
  }

  @Test
  void points_that_are_the_same_share_a_leaf_and_make_it_less_strange() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    float[] often = {1, 1, 1};
    for (int i = 0; i < 20; i++) {
      insert(tree, point(), EVEN, SplitMix64.mix(i));
    }
    int leaf = insert(tree, often, EVEN, 99);
    double once = score(tree, often, EVEN);

    for (int i = 0; i < 10; i++) {
      assertThat(insert(tree, often, EVEN, SplitMix64.mix(1_000 + i))).isEqualTo(leaf);
    }

    assertThat(score(tree, often, EVEN)).isLessThan(once);
  }

  @Test
  void a_point_far_from_all_others_scores_higher_than_one_among_them() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    for (int i = 0; i < CAPACITY; i++) {
      insert(tree, point(), EVEN, SplitMix64.mix(i));
    }

    assertThat(score(tree, new float[] {40, 40, 40}, EVEN))
        .isGreaterThan(3 * score(tree, new float[] {0.01f, 0.02f, 0}, EVEN));
  }

  @Test
  void a_tree_that_leads_in_a_circle_is_refused() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    for (int i = 0; i < 10; i++) {
      insert(tree, point(), EVEN, SplitMix64.mix(i));
    }
    byte[] bytes = bytes(tree);
    int lefts = 16 + 4 * CAPACITY * DIMENSIONS + 2 * CAPACITY;
    for (int i = 0; i < CAPACITY; i++) {
      bytes[lefts + 2 * i] = 0;
      bytes[lefts + 2 * i + 1] = 0;
    }

    assertThatThrownBy(() -> read(bytes)).isInstanceOf(StateMismatchException.class);
  }

  /** The first cut is uniform along both features: 3 of 4 parts lie in the new one's gap. */
  @Test
  void a_point_is_parted_at_once_as_often_as_it_extends_the_box() {
    float[] newcomer = {0, 3};
    float[] weights = {1, 1};
    int atOnce = 0;
    for (int i = 0; i < 10_000; i++) {
      CutTree tree = new CutTree(CAPACITY, 2);
      insert(tree, new float[] {0, 0}, weights, 1);
      insert(tree, new float[] {1, 0}, weights, 2);
      insert(tree, newcomer, weights, SplitMix64.mix(i));
      // One step from the root an own leaf says 5/6 of log2(4) by 2, and two steps by 3.
      atOnce += score(tree, newcomer, weights) > 0.7 ? 1 : 0;
    }

    assertThat(atOnce / 10_000.0).isCloseTo(0.75, within(0.02));
  }

  @Test
  void scores_are_numbers_where_single_precision_ends() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    float[] weights = {1e30f, 1, 1};
    insert(tree, new float[] {0, 0, 0}, weights, 1);
    insert(tree, new float[] {0, 1, 0}, weights, 2);
    double far = score(tree, new float[] {1e20f, 0, 0}, weights);

    insert(tree, new float[] {1e20f, 0, 0}, weights, 3);

    assertThat(far).isGreaterThan(1);
    assertThat(score(tree, new float[] {0, 0.5f, 0}, weights)).isFinite().isLessThan(far);
    // Parted at the root as likely as not.
    assertThat(score(tree, new float[] {2e20f, 0, 0}, weights)).isFinite().isGreaterThan(1);
    double[] shares = new double[DIMENSIONS];
    attribute(tree, new float[] {2e20f, 1, 1}, weights, shares);
    assertThat(shares[0]).isFinite().isGreaterThan(1e6 * (shares[1] + shares[2]));
  }

  /** A counter of errors that was 0 for ever weighs as much as anything can. */
  @Test
  void what_came_often_is_not_strange_because_of_one_point_beyond_single_precision() {
    CutTree tree = new CutTree(CAPACITY, 1);
    float[] weights = {1e30f};
    for (int i = 0; i < 20; i++) {
      insert(tree, new float[] {0}, weights, i);
    }
    double before = score(tree, new float[] {0}, weights);

    insert(tree, new float[] {5e7f}, weights, 20);

    assertThat(score(tree, new float[] {0}, weights)).isLessThan(1.5 * before);
  }

  @Test
  void a_tree_that_holds_a_node_twice_is_refused() {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    for (int i = 0; i < 10; i++) {
      insert(tree, point(), EVEN, SplitMix64.mix(i));
    }
    byte[] bytes = bytes(tree);
    int links = 16 + 4 * CAPACITY * DIMENSIONS + 2 * CAPACITY;
    // Both children of the root are its left one.
    int root = ByteBuffer.wrap(bytes).getInt(0);
    System.arraycopy(bytes, links + 16 * root, bytes, links + 16 * root + 4, 4);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("twice");
  }

  /** In single precision the way to both edges of so many dimensions is not quite the extent. */
  @Test
  void shares_are_numbers_however_many_dimensions_round_alike() {
    int many = 400;
    for (int i = 0; i < 5_000; i++) {
      float[] weights = all(many, 1 / (1 + random.nextFloat()));
      float low = -random.nextFloat();
      float high = random.nextFloat();
      CutTree tree = new CutTree(CAPACITY, many);
      insert(tree, all(many, low), weights, 1);
      insert(tree, all(many, high), weights, 2);
      double[] shares = new double[many];

      attribute(tree, all(many, low + (high - low) * random.nextFloat()), weights, shares);

      assertThat(shares).doesNotContain(Double.NaN);
    }
  }

  private static Descent way(CutTree tree, float[] point) {
    Descent way = new Descent(tree);
    way.begin(tree, point);
    way.go();
    return way;
  }

  private static int insert(CutTree tree, float[] point, float[] weights, long random) {
    return tree.insert(point, weights, random, new Descent(tree));
  }

  private static double score(CutTree tree, float[] point, float[] weights) {
    return tree.score(way(tree, point), weights);
  }

  private static void attribute(CutTree tree, float[] point, float[] weights, double[] shares) {
    tree.attribute(way(tree, point), weights, shares);
  }

  private static float[] all(int dimensions, float value) {
    float[] point = new float[dimensions];
    Arrays.fill(point, value);
    return point;
  }

  private float[] point() {
    return new float[] {
      (float) random.nextGaussian(), (float) random.nextGaussian(), random.nextInt(3)
    };
  }

  private static CutTree copy(CutTree tree) {
    return read(bytes(tree));
  }

  private static byte[] bytes(CutTree tree) {
    StateWriter out = new StateWriter(64);
    tree.write(out);
    byte[] bytes = new byte[out.size()];
    out.written().get(bytes);
    return bytes;
  }

  private static CutTree read(byte[] bytes) {
    CutTree tree = new CutTree(CAPACITY, DIMENSIONS);
    tree.read(new StateReader(ByteBuffer.wrap(bytes)), EVEN);
    return tree;
  }
}
