package dev.weir.checkpointing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts and numbers one after the other, as in a header: written, or read with every length
 * checked.
 */
final class Texts {

  private ByteBuffer buffer;

  Texts() {
    buffer = ByteBuffer.allocate(256);
  }

  Texts(ByteBuffer bytes) {
    buffer = bytes.duplicate();
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(4 + utf8.length).putInt(utf8.length).put(utf8);
  }

  void number(long number) {
    room(8).putLong(number);
  }

  ByteBuffer bytes() {
    return buffer.duplicate().flip();
  }

  String text() throws CorruptCheckpointException {
    left(4);
    int length = buffer.getInt();
    left(length);
    byte[] utf8 = new byte[length];
    buffer.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  long number() throws CorruptCheckpointException {
    left(8);
    return buffer.getLong();
  }

  void end() throws CorruptCheckpointException {
    if (buffer.hasRemaining()) {
      throw new CorruptCheckpointException("the header has bytes too many");
    }
  }

  private void left(int bytes) throws CorruptCheckpointException {
    if (bytes < 0 || bytes > buffer.remaining()) {
      throw new CorruptCheckpointException("the header ends too early");
    }
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      ByteBuffer larger = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity));
      buffer = larger.position(buffer.position());
    }
    return buffer;
  }
}
