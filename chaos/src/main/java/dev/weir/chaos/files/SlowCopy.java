package dev.weir.chaos.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A compressed file that comes in pieces. */
final class SlowCopy {

  private static final int PIECES = 8;

  private final Path file;
  private final byte[] bytes;
  private int copied;

  SlowCopy(Path file, String content) throws IOException {
    this.file = file;
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    this.bytes = compressed.toByteArray();
  }

  boolean isDone() {
    return copied == bytes.length;
  }

  /** Appends the next piece. */
  void step() throws IOException {
    int end = Math.min(bytes.length, copied + Math.ceilDiv(bytes.length, PIECES));
    Files.write(
        file,
        Arrays.copyOfRange(bytes, copied, end),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    copied = end;
  }
}
