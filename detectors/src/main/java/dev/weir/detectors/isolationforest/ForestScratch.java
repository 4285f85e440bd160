package dev.weir.detectors.isolationforest;

/** Where a block of points goes through a forest. One owner. */
final class ForestScratch {

  /** Path lengths of the points of the block. */
  final int[] sums = new int[Tree.BLOCK];

  private final int features;
  private final int[] narrow = new int[Tree.BLOCK * Tree.WIDTH];
  private final int[] wide;

  ForestScratch(int features) {
    this.features = features;
    this.wide = features > Tree.WIDTH ? new int[Tree.BLOCK * features] : new int[0];
  }

  /** Whether each tree numbers the features its own way. */
  boolean isWide() {
    return wide.length != 0;
  }

  /** Puts a point into the block. */
  void put(int place, Scale scale, double[] values, int at) {
    if (!isWide()) {
      scale.keys(values, at, narrow, place * Tree.WIDTH);
    } else {
      scale.keys(values, at, wide, place * features);
    }
  }

  /** Replaces one value of the first point, and returns the key that was there. */
  int replace(int feature, int key) {
    int[] keys = isWide() ? wide : narrow;
    int old = keys[feature];
    keys[feature] = key;
    return old;
  }

  /** The keys of the block as the tree numbers them. */
  int[] keysFor(Tree tree, int points) {
    if (isWide()) {
      for (int i = 0; i < points; i++) {
        for (int j = 0; j < Tree.WIDTH; j++) {
          narrow[i * Tree.WIDTH + j] = wide[i * features + tree.feature(j)];
        }
      }
    }
    return narrow;
  }
}
