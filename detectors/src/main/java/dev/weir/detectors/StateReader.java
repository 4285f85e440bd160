package dev.weir.detectors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link StateWriter} wrote. Bytes come from a disk: every length is checked against
 * what is left before anything is allocated, and too few bytes are a {@link
 * StateMismatchException}.
 */
public final class StateReader {

  private final ByteBuffer bytes;

  public StateReader(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
  }

  public byte getByte() {
    return left(1).get();
  }

  public int getInt() {
    return left(4).getInt();
  }

  /** An int within the bounds, both included. */
  public int getInt(int min, int max) {
    int value = getInt();
    if (value < min || value > max) {
      throw new StateMismatchException(
          "state holds %d where %d to %d was expected".formatted(value, min, max));
    }
    return value;
  }

  public long getLong() {
    return left(8).getLong();
  }

  public double getDouble() {
    return left(8).getDouble();
  }

  /** Fills {@code length} places of {@code into} from {@code from} on. */
  public void getDoubles(double[] into, int from, int length) {
    left(8L * length).asDoubleBuffer().get(into, from, length);
    bytes.position(bytes.position() + 8 * length);
  }

  /** Fills {@code length} places of {@code into} from {@code from} on. */
  public void getFloats(float[] into, int from, int length) {
    left(4L * length).asFloatBuffer().get(into, from, length);
    bytes.position(bytes.position() + 4 * length);
  }

  /** Fills {@code length} places of {@code into} from {@code from} on. */
  public void getInts(int[] into, int from, int length) {
    left(4L * length).asIntBuffer().get(into, from, length);
    bytes.position(bytes.position() + 4 * length);
  }

  /** Fills {@code length} places of {@code into} from {@code from} on. */
  public void getShorts(short[] into, int from, int length) {
    left(2L * length).asShortBuffer().get(into, from, length);
    bytes.position(bytes.position() + 2 * length);
  }

  public String getText() {
    ByteBuffer part = getBytes();
    byte[] utf8 = new byte[part.remaining()];
    part.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A view of the bytes that {@link StateWriter#putBytes} wrote. */
  public ByteBuffer getBytes() {
    int length = getInt();
    if (length < 0) {
      throw new StateMismatchException("state holds a negative length, " + length);
    }
    ByteBuffer part = left(length).slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return part;
  }

  /** How many bytes are left. */
  public int remaining() {
    return bytes.remaining();
  }

  /** Refuses state that goes on after its reader has all it wants. */
  public void expectEnd() {
    if (bytes.hasRemaining()) {
      throw new StateMismatchException("state has " + bytes.remaining() + " bytes too many");
    }
  }

  private ByteBuffer left(long wanted) {
    if (wanted > bytes.remaining()) {
      throw new StateMismatchException(
          "state ends too early: %d bytes wanted, %d left".formatted(wanted, bytes.remaining()));
    }
    return bytes;
  }
}
