package dev.weir.connectors.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of text at once, the first one lowest.
 *
 * @see <a href="https://doi.org/10.1007/s00778-019-00578-5">G. Langdale, D. Lemire, Parsing
 *     Gigabytes of JSON per Second, 2019</a>
 */
final class Eight {

  static final int BYTES = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;

  private Eight() {}

  /** The bytes from a place; there must be as many. */
  static long at(byte[] text, int from) {
    return (long) LONGS.get(text, from);
  }

  /** Whether all are decimal digits. */
  static boolean areDigits(long eight) {
    long values = eight ^ ('0' * ONES);
    // Adding 118 to what is 10 or more sets its highest bit; what has it already is none.
    return (((values & ~HIGHEST) + 118 * ONES | values) & HIGHEST) == 0;
  }

  /** The number that eight decimal digits are: neighbours are joined to pairs, fours, all. */
  static long number(long digits) {
    long pairs = ((digits & (0x0F * ONES)) * ((10 << 8) + 1)) >>> 8;
    long fours = ((pairs & 0x00FF00FF00FF00FFL) * ((100 << 16) + 1)) >>> 16;
    return ((fours & 0x0000FFFF0000FFFFL) * ((10_000L << 32) + 1)) >>> 32;
  }

  /** Whether all are printable ASCII, and neither a quotation mark nor a backslash. */
  static boolean arePlain(long eight) {
    long control = eight - ' ' * ONES;
    return ((eight | control | isZero(eight ^ '"' * ONES) | isZero(eight ^ '\\' * ONES)) & HIGHEST)
        == 0;
  }

  /** Has a highest bit set if a byte is zero; others may be, then, only above such a byte. */
  private static long isZero(long eight) {
    return (eight - ONES) & ~eight;
  }
}
