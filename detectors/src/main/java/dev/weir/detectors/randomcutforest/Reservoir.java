package dev.weir.detectors.randomcutforest;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;

/**
 * Which points a tree holds: a weighted sample without replacement in which a point weighs {@code
 * exp(rate * record)}, so that recent ones are likelier.
 *
 * <p>Each point has a key, an exponential variable divided by its weight; those of the smallest
 * keys stay. A heap with the largest key on top says which goes next.
 *
 * @see <a href="https://doi.org/10.1016/j.ipl.2005.11.003">P. Efraimidis, P. Spirakis, Weighted
 *     random sampling with a reservoir, 2006</a>
 */
final class Reservoir {

  private final double[] keys;
  private final short[] leaves;
  private int size;

  Reservoir(int capacity) {
    keys = new double[capacity];
    leaves = new short[capacity];
  }

  boolean isFull() {
    return size == keys.length;
  }

  int size() {
    return size;
  }

  /**
   * The key at which a point of the given weight enters; negative if it does not.
   *
   * @param uniform random, in [0, 1)
   */
  double keyOf(double uniform, double weight) {
    double bound = isFull() ? keys[0] * weight : Double.POSITIVE_INFINITY;
    // As -log(1 - u) >= u, most points are turned away without a logarithm.
    if (uniform >= bound) {
      return -1;
    }
    double exponential = -StrictMath.log1p(-uniform);
    return exponential < bound ? exponential / weight : -1;
  }

  /** The leaf whose point goes next. */
  int oldest() {
    return leaves[0];
  }

  /** Takes a point in; if full, in place of the one that goes next. */
  void put(double key, int leaf) {
    int place = isFull() ? sink(key) : swim(key);
    keys[place] = key;
    leaves[place] = (short) leaf;
  }

  private int swim(double key) {
    int place = size++;
    while (place > 0 && keys[(place - 1) / 2] < key) {
      move((place - 1) / 2, place);
      place = (place - 1) / 2;
    }
    return place;
  }

  private int sink(double key) {
    int place = 0;
    while (true) {
      int child = 2 * place + 1;
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (child >= size || keys[child] <= key) {
        return place;
      }
      move(child, place);
      place = child;
    }
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    leaves[to] = leaves[from];
  }

  /** Makes all weights count from a later record: {@code weight} times as much was theirs. */
  void lighten(double weight) {
    for (int i = 0; i < size; i++) {
      keys[i] *= weight;
    }
  }

  void write(StateWriter out) {
    out.putInt(size).putDoubles(keys, 0, keys.length).putShorts(leaves, 0, leaves.length);
  }

  void read(StateReader in) {
    size = in.getInt(0, keys.length);
    in.getDoubles(keys, 0, keys.length);
    in.getShorts(leaves, 0, leaves.length);
  }

  /** The leaf of the point at a place of the heap. */
  int leaf(int place) {
    return leaves[place];
  }
}
