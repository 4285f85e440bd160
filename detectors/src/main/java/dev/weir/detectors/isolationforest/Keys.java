package dev.weir.detectors.isolationforest;

/**
 * Numbers as ints that compare the same way: what the trees are made of. A key is a float of
 * reduced precision; its low 4 bits are free, all set in the key of a value, and the number of the
 * feature in a node.
 *
 * <p>Keys lie within (-2^30, 2^30), so that the difference of two never overflows and its sign bit
 * says which is smaller. As the low bits of a value are all set, a value is smaller than a node
 * exactly if it is smaller than the cut.
 */
final class Keys {

  /** The bits of a node that hold its feature. */
  static final int FEATURE = 15;

  /** Distance of neighbouring keys. */
  static final int STEP = FEATURE + 1;

  /** Larger than every key: a node that sends everything left. */
  static final int PADDING = 0x3FFFFFF0;

  private Keys() {}

  /** The key of a number that is not NaN; infinities are the smallest and the largest. */
  static int of(double standardised) {
    int bits = Float.floatToRawIntBits((float) standardised);
    int ordered = bits ^ ((bits >> 31) & 0x7FFFFFFF);
    return (ordered >> 1) | FEATURE;
  }

  /** A number whose key this is. */
  static double value(int key) {
    int ordered = (key & ~FEATURE) << 1;
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & 0x7FFFFFFF));
  }

  /** The node that sends left what is smaller than the key in this feature. */
  static int node(int key, int feature) {
    return (key & ~FEATURE) | feature;
  }
}
