package dev.weir.checkpointing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A hash of a set of entries that does not depend on their order: the sum of their SHA-256. */
public final class StateHash {

  private final MessageDigest sha256 = Format.sha256();
  private final long[] sum = new long[Format.HASH / Long.BYTES];

  /** Adds what remains in the buffer. */
  public void add(ByteBuffer entry) {
    sha256.update(entry.duplicate());
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    for (int i = 0; i < sum.length; i++) {
      sum[i] += digest.getLong();
    }
  }

  /** The hash of all that was added, as {@link CheckpointReader#stateHash} gives it. */
  public String hex() {
    return Format.hex(value());
  }

  byte[] value() {
    ByteBuffer bytes = ByteBuffer.allocate(Format.HASH);
    for (long part : sum) {
      bytes.putLong(part);
    }
    return bytes.array();
  }
}
