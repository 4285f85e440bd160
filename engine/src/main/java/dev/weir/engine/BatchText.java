package dev.weir.engine;

import java.util.Arrays;

/** The texts of the records of a batch, one after the other in one array. */
final class BatchText {

  private byte[] bytes = new byte[0];
  private int[] ends = new int[0];
  private int rows;

  void clear() {
    rows = 0;
  }

  /** Keeps a text for a row; rows in between have none. */
  void keep(int row, byte[] text, int from, int to) {
    int length = to - from;
    if (ends.length <= row) {
      ends = Arrays.copyOf(ends, Math.max(row + 1, 2 * ends.length));
    }
    int at = rows == 0 ? 0 : ends[rows - 1];
    while (rows < row) {
      ends[rows++] = at;
    }
    if (bytes.length < at + length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, 2 * bytes.length));
    }
    System.arraycopy(text, from, bytes, at, length);
    ends[row] = at + length;
    rows = row + 1;
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int row) {
    return row == 0 || row >= rows ? 0 : ends[row - 1];
  }

  int length(int row) {
    return row >= rows ? 0 : ends[row] - from(row);
  }
}
