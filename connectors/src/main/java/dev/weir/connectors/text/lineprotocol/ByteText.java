package dev.weir.connectors.text.lineprotocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text in bytes that grows. One owner. */
final class ByteText {

  private byte[] bytes = new byte[256];
  private int length;

  ByteText add(byte b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = b;
    return this;
  }

  ByteText add(byte[] from, int begin, int end) {
    int needed = length + end - begin;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * length));
    }
    System.arraycopy(from, begin, bytes, length, end - begin);
    length = needed;
    return this;
  }

  ByteText add(ByteText other) {
    return add(other.bytes, 0, other.length);
  }

  ByteText add(String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
    return add(text, 0, text.length);
  }

  /** Cuts it to a length. */
  void cut(int to) {
    length = to;
  }

  int length() {
    return length;
  }

  /** The array that it stands in, from 0 on; valid until the next change. */
  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}
