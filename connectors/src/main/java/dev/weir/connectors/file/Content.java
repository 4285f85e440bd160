package dev.weir.connectors.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What is in a file, decompressed if its name says so; and by what it is known again. */
final class Content {

  private static final int BUFFER = 64 * 1024;
  private static final int HEAD = 1024;
  private static final int HASH_BYTES = 8;

  private final Path path;
  private byte[] head = new byte[0];
  private String hash = "";
  private int hashed = -1;

  Content(Path path) {
    this.path = path;
  }

  boolean isCompressed() {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The content from a byte on. */
  InputStream open(long offset) throws IOException {
    InputStream in = new NamedInput(path, Files.newInputStream(path));
    try {
      if (isCompressed()) {
        in = new Gunzip(in);
      }
      in.skipNBytes(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Size of the file in bytes, compressed or not. */
  long size() throws IOException {
    return Files.size(path);
  }

  /** A hash of the beginning of the content, as far as it lies before the offset. */
  String headHash(long offset) throws IOException {
    int length = (int) Math.min(HEAD, offset);
    if (length == hashed) {
      return hash;
    }
    if (head.length < length) {
      try (InputStream in = open(0)) {
        head = in.readNBytes(HEAD);
      }
    }
    hash = hashOf(Arrays.copyOf(head, Math.min(length, head.length)));
    hashed = length;
    return hash;
  }

  /** Decompresses from the first read on: a file that is no such file breaks off at once. */
  private static final class Gunzip extends InputStream {

    private final InputStream compressed;
    private @Nullable InputStream plain;

    Gunzip(InputStream compressed) {
      this.compressed = compressed;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      InputStream open = plain;
      if (open == null) {
        open = new GZIPInputStream(new BufferedInputStream(compressed, BUFFER), BUFFER);
        plain = open;
      }
      return open.read(into, from, length);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public void close() throws IOException {
      compressed.close();
    }
  }

  private static String hashOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
