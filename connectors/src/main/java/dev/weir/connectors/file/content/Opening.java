package dev.weir.connectors.file.content;

import dev.weir.connectors.inference.Inference;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.Shape;
import dev.weir.connectors.inference.setup.Setup;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/** The first bytes of the content of a file, by which is decided how it is read. Immutable. */
public final class Opening {

  private static final int CHUNK = 64 * 1024;

  private final byte[] bytes;
  private final boolean whole;
  private final boolean damaged;

  private Opening(byte[] bytes, boolean whole, boolean damaged) {
    this.bytes = bytes;
    this.whole = whole;
    this.damaged = damaged;
  }

  /**
   * Reads up to {@link Inference#BYTES} of a file.
   *
   * @param growing whether more may be written to it
   */
  public static Opening of(Path file, boolean growing) throws IOException {
    try (Content content = growing ? Content.open(file) : Content.openFinished(file)) {
      byte[] bytes = new byte[Inference.BYTES];
      int length = 0;
      boolean ended = false;
      while (length < bytes.length && !ended) {
        int read = read(content, bytes, length);
        ended = read < 0;
        length += Math.max(read, 0);
      }
      boolean damaged = length == 0 && content.isCompressed() && content.size() > 0;
      return new Opening(Arrays.copyOf(bytes, length), ended && !growing, damaged);
    }
  }

  /** Reads on; what is damaged or cut short ends the beginning. */
  private static int read(Content content, byte[] bytes, int from) throws IOException {
    try {
      return content.read(bytes, from, Math.min(CHUNK, bytes.length - from));
    } catch (EOFException | ZipException e) {
      // The records in front of the damage are read, and the damage is counted there.
      return -1;
    }
  }

  /** How it is read. */
  public Reading reading(Setup setup) {
    return damaged
        ? new Reading.Unreadable("it is compressed, and damaged from its beginning on")
        : Inference.of(bytes, whole, setup);
  }

  public Shape shape(Setup setup) {
    return Shape.of(bytes, whole, setup);
  }

  /** Whether the file has fewer lines so far. */
  public boolean isShorterThan(int wanted) {
    int lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines < wanted && bytes.length < Inference.BYTES;
  }
}
