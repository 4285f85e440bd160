package dev.weir.connectors.ingest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Tells the body of a batch from another one that is sent under the same key.
 *
 * @param kind how it was made
 * @param value 64 bits of the format and the body
 */
record Fingerprint(Kind kind, long value) {

  /** How a fingerprint is made. */
  enum Kind {
    /** The first 64 bits of the SHA-256, as earlier builds made it. */
    SHA_256(0),
    /** CRC-32C and CRC-32: a tenth of the cost. Keys are no secret, so no more is needed. */
    SUMS(0x40);

    private final byte mark;

    Kind(int mark) {
      this.mark = (byte) mark;
    }

    /** The bit of the format on disk that says so. */
    byte mark() {
      return mark;
    }

    /** The kind of a format on disk. */
    static Kind of(byte format) {
      return (format & SUMS.mark) == 0 ? SHA_256 : SUMS;
    }
  }

  /** The fingerprint of a batch. */
  static Fingerprint of(BatchFormat format, byte[] body) {
    return of(Kind.SUMS, format, body);
  }

  private static Fingerprint of(Kind kind, BatchFormat format, byte[] body) {
    return switch (kind) {
      case SHA_256 -> {
        MessageDigest digest = BatchKey.sha256();
        digest.update(format.code());
        yield new Fingerprint(kind, ByteBuffer.wrap(digest.digest(body)).getLong());
      }
      case SUMS -> {
        long high = sum(new CRC32C(), format, body) << Integer.SIZE;
        yield new Fingerprint(kind, high | sum(new CRC32(), format, body));
      }
    };
  }

  private static long sum(Checksum sum, BatchFormat format, byte[] body) {
    sum.update(format.code());
    sum.update(body);
    return sum.getValue();
  }

  /** Whether this batch has it. */
  boolean isOf(BatchFormat format, byte[] body) {
    return equals(of(kind, format, body));
  }
}
