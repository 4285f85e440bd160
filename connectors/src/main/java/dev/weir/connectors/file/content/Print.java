package dev.weir.connectors.file.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what some bytes of a file are known again.
 *
 * @param length how many bytes
 * @param hash the first 8 bytes of their SHA-256 in hex digits; empty for no bytes
 */
public record Print(int length, String hash) {

  public static final Print NONE = new Print(0, "");

  private static final int HASH_BYTES = 8;
  private static final MessageDigest SHA_256 = sha256();

  /** Of the first {@code length} bytes. */
  public static Print of(byte[] bytes, int length) {
    if (length == 0) {
      return NONE;
    }
    MessageDigest digest = copy();
    digest.update(bytes, 0, length);
    return new Print(length, HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES));
  }

  /** Whether these are the first bytes of the array. */
  public boolean begins(byte[] bytes) {
    return length <= bytes.length && equals(of(bytes, length));
  }

  private static MessageDigest copy() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
