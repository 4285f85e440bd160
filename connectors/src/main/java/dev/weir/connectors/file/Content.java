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
    InputStream in = Files.newInputStream(path);
    try {
      if (isCompressed()) {
        in = new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER);
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

  private static String hashOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
