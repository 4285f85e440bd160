package dev.weir.connectors.file.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UTF-16 as UTF-8, from a stream that may have more later: where it has nothing more now, so has
 * this one. Bytes that are not UTF-16 become U+FFFD. The mark in front is left out.
 */
final class Utf16Text extends InputStream {

  private static final int CHARS = 8 * 1024;

  private final InputStream text;
  private final CharsetDecoder decoder;
  private final byte[] chunk = new byte[2 * CHARS];
  private final CharBuffer chars = CharBuffer.allocate(CHARS + 2);
  private int kept;
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private boolean begun;

  Utf16Text(InputStream text, Charset charset) {
    this.text = text;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** The byte order of a text that begins with the mark of UTF-16; empty if it does not. */
  static Optional<Charset> charsetOf(byte[] beginning) {
    if (beginning.length < 2) {
      return Optional.empty();
    }
    boolean little = beginning[0] == (byte) 0xFF && beginning[1] == (byte) 0xFE;
    boolean big = beginning[0] == (byte) 0xFE && beginning[1] == (byte) 0xFF;
    return little
        ? Optional.of(StandardCharsets.UTF_16LE)
        : big ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ready.hasRemaining()) {
      int read = text.read(chunk, kept, chunk.length - kept);
      if (read <= 0) {
        return -1;
      }
      decode(kept + read);
    }
    int part = Math.min(length, ready.remaining());
    ready.get(into, from, part);
    return part;
  }

  /** Keeps half a character for the next time. */
  private void decode(int length) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, length);
    decoder.decode(bytes, chars, false);
    kept = bytes.remaining();
    System.arraycopy(chunk, bytes.position(), chunk, 0, kept);
    chars.flip();
    if (!begun && chars.hasRemaining()) {
      begun = true;
      if (chars.get(0) == '\uFEFF') {
        chars.get();
      }
    }
    ready = StandardCharsets.UTF_8.encode(chars);
    chars.clear();
  }

  /** Whether what was read so far ends where a character does. */
  boolean isWhole() {
    return kept == 0 && !ready.hasRemaining();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
