package dev.weir.connectors.redis.client;

import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A reply that breaks the protocol or exceeds its limits. The connection cannot be used further.
 */
final class MalformedReply extends JedisConnectionException {

  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private MalformedReply(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** A reply that is not Redis' protocol; {@code what} continues "it sent ...". */
  static MalformedReply of(String what) {
    return new MalformedReply(what, false);
  }

  /** A reply of more than {@code bytes} bytes. */
  static MalformedReply tooLarge(int bytes) {
    return new MalformedReply("a reply of more than %d MiB".formatted(bytes >> 20), true);
  }

  boolean isTooLarge() {
    return tooLarge;
  }
}
