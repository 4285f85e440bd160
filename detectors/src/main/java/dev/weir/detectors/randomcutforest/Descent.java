package dev.weir.detectors.randomcutforest;

/**
 * A point's way down a tree: which nodes it passed, and the leaf it came to. Scratch, used again.
 */
final class Descent {

  /** How many go down in step: while one waits for memory the others go on. */
  static final int IN_STEP = 4;

  /** The weight of a level that parts a point: 1 by its number, which is 1 at the root. */
  static final double[] SHARE = new double[RandomCutForest.LARGEST_SAMPLE];

  static {
    for (int i = 0; i < SHARE.length; i++) {
      SHARE[i] = 1.0 / (i + 1);
    }
  }

  private static final float[] NOWHERE = {};

  /** The inner nodes passed, from the root; the first {@link #depth} count. */
  final int[] path;

  /** How far outside of the box at a level the point is, where a tree noted that. */
  final double[] outside;

  /** The part of each dimension, where a tree noted it. */
  final double[] parts;

  private CutTree tree;
  float[] point = NOWHERE;
  int depth;
  int leaf;

  /** A way down a tree, or any other as large. */
  Descent(CutTree tree) {
    this.tree = tree;
    parts = new double[tree.dimensions()];
    path = new int[tree.capacity()];
    outside = new double[tree.capacity()];
  }

  /** Says which way is to be gone. */
  void begin(CutTree tree, float[] point) {
    this.tree = tree;
    this.point = point;
  }

  /** Goes down; the tree must not be empty. */
  void go() {
    int node = start();
    while (node >= 0) {
      node = step(node);
    }
    leaf = ~node;
  }

  /** Goes the first ways, in step if they are {@link #IN_STEP}. */
  static void go(Descent[] ways, int count) {
    if (count == IN_STEP) {
      goInStep(ways);
      return;
    }
    for (int i = 0; i < count; i++) {
      ways[i].go();
    }
  }

  private static void goInStep(Descent[] ways) {
    Descent a = ways[0];
    Descent b = ways[1];
    Descent c = ways[2];
    Descent d = ways[3];
    int inA = a.start();
    int inB = b.start();
    int inC = c.start();
    int inD = d.start();
    // Leaves are negative: one that is not is left in all of them together.
    while ((inA & inB & inC & inD) >= 0) {
      inA = a.step(inA);
      inB = b.step(inB);
      inC = c.step(inC);
      inD = d.step(inD);
    }
    a.leaf = ~inA;
    b.leaf = ~inB;
    c.leaf = ~inC;
    d.leaf = ~inD;
  }

  private int start() {
    depth = 0;
    return tree.root();
  }

  private int step(int node) {
    if (node < 0) {
      return node;
    }
    path[depth++] = node;
    return tree.child(node, point);
  }
}
