package dev.weir.connectors.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The idempotency key of a batch: the first 128 bits of the SHA-256 of its text. A batch that is
 * sent without one has {@link #NONE}.
 */
public record BatchKey(long high, long low) {

  /** No key: the batch is stored as often as it is sent. */
  public static final BatchKey NONE = new BatchKey(0, 0);

  /** The key of a text, such as the value of the header {@code Idempotency-Key}. */
  public static BatchKey of(String text) {
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    return new BatchKey(hash.getLong(), hash.getLong());
  }

  /**
   * The key of a request without one, made of its content: the same content is stored once.
   *
   * @param form how the content is read, such as the protocol and the unit of its times
   * @param content as the sender made it
   */
  public static BatchKey ofRequest(String form, byte[] content) {
    MessageDigest digest = sha256();
    digest.update(form.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(content));
    return new BatchKey(hash.getLong(), hash.getLong());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
