package dev.weir.detectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state as big-endian bytes into a buffer that grows. {@link StateReader} reads it back. */
public final class StateWriter {

  private ByteBuffer buffer;

  public StateWriter(int expectedBytes) {
    buffer = ByteBuffer.allocate(Math.max(16, expectedBytes));
  }

  public StateWriter putByte(int value) {
    room(1).put((byte) value);
    return this;
  }

  public StateWriter putInt(int value) {
    room(4).putInt(value);
    return this;
  }

  public StateWriter putLong(long value) {
    room(8).putLong(value);
    return this;
  }

  public StateWriter putDouble(double value) {
    room(8).putDouble(value);
    return this;
  }

  /** {@code length} values from {@code from} on, without a count. */
  public StateWriter putDoubles(double[] values, int from, int length) {
    room(Math.multiplyExact(8, length)).asDoubleBuffer().put(values, from, length);
    buffer.position(buffer.position() + 8 * length);
    return this;
  }

  /** {@code length} values from {@code from} on, without a count. */
  public StateWriter putFloats(float[] values, int from, int length) {
    room(Math.multiplyExact(4, length)).asFloatBuffer().put(values, from, length);
    buffer.position(buffer.position() + 4 * length);
    return this;
  }

  /** {@code length} values from {@code from} on, without a count. */
  public StateWriter putInts(int[] values, int from, int length) {
    room(Math.multiplyExact(4, length)).asIntBuffer().put(values, from, length);
    buffer.position(buffer.position() + 4 * length);
    return this;
  }

  /** {@code length} values from {@code from} on, without a count. */
  public StateWriter putShorts(short[] values, int from, int length) {
    room(Math.multiplyExact(2, length)).asShortBuffer().put(values, from, length);
    buffer.position(buffer.position() + 2 * length);
    return this;
  }

  /** The text as UTF-8 behind its length in bytes. */
  public StateWriter putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(4 + utf8.length).putInt(utf8.length).put(utf8);
    return this;
  }

  /** The bytes that remain in {@code bytes} behind their number. */
  public StateWriter putBytes(ByteBuffer bytes) {
    ByteBuffer copy = bytes.duplicate();
    room(4 + copy.remaining()).putInt(copy.remaining()).put(copy);
    return this;
  }

  /** Begins a part that will stand behind its length; returns what {@link #end} wants. */
  public int begin() {
    putInt(0);
    return buffer.position();
  }

  /** Ends a part: {@link StateReader#getBytes} reads it whole or skips it. */
  public void end(int begun) {
    buffer.putInt(begun - 4, buffer.position() - begun);
  }

  /** How many bytes were written. */
  public int size() {
    return buffer.position();
  }

  /** The bytes written so far, as a view: writing on does not change its content. */
  public ByteBuffer written() {
    return buffer.duplicate().flip().asReadOnlyBuffer();
  }

  /** Forgets what was written; views handed out before keep showing it. */
  public void restart() {
    buffer = ByteBuffer.allocate(buffer.capacity());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = Math.addExact(buffer.position(), bytes);
      int capacity =
          (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * buffer.capacity(), needed));
      ByteBuffer larger = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity));
      buffer = larger.position(buffer.position());
    }
    return buffer;
  }
}
