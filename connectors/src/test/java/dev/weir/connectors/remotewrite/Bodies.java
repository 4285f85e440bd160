package dev.weir.connectors.remotewrite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes bodies of remote write, field by field. */
final class Bodies {

  private Bodies() {}

  static byte[] series(byte[]... fields) {
    return bytes(1, join(fields));
  }

  static byte[] label(String name, String value) {
    return bytes(1, join(bytes(1, utf8(name)), bytes(2, utf8(value))));
  }

  static byte[] sample(double value, long millis) {
    long bits = Double.doubleToRawLongBits(value);
    byte[] fixed =
        ByteBuffer.allocate(9)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) (1 << 3 | 1))
            .putLong(bits)
            .array();
    return bytes(2, join(fixed, varint(2 << 3), varint(millis)));
  }

  static byte[] bytes(int field, byte[] content) {
    return join(varint((long) field << 3 | 2), varint(content.length), content);
  }

  static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
    return out.toByteArray();
  }

  /** A block of Snappy that copies nothing. */
  static byte[] snappy(byte[]... parts) {
    byte[] content = join(parts);
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length - 1).array();
    return content.length == 0
        ? new byte[1]
        : join(varint(content.length), new byte[] {(byte) (63 << 2)}, length, content);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
