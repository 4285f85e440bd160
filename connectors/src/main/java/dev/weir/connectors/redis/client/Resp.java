package dev.weir.connectors.redis.client;

import dev.weir.monitoring.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads replies in version 2 of the Redis protocol: status and bulk texts as byte arrays, numbers
 * as {@link Long}, lists as lists, nil as null. The library's own reader allocates by the lengths
 * it is sent and recurses as deep as lists nest; here memory grows with the bytes that arrived, up
 * to {@link BoundedInput#LARGEST}.
 */
final class Resp {

  /** Levels of lists; Redis nests three in the replies used here. */
  private static final int DEEPEST = 8;

  /** Values in one reply. */
  private static final int MOST_VALUES = 1 << 20;

  /** Longest status, error or number, in bytes. */
  private static final int LONGEST_LINE = 1 << 16;

  private static final int LONGEST_NUMBER = 20;
  private static final int CHUNK = 1 << 16;
  private static final int QUOTED = 24;
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_HANDSHAKE = 0x16;

  private final RedisInputStream in;
  private int values;

  private Resp(RedisInputStream in) {
    this.in = in;
  }

  /**
   * The next reply.
   *
   * @throws JedisDataException an error that the server replied with
   * @throws MalformedReply a reply that breaks the protocol or a limit
   * @throws JedisConnectionException a connection that failed or ended
   */
  static @Nullable Object read(RedisInputStream in) {
    return new Resp(in).value(0);
  }

  private @Nullable Object value(int depth) {
    if (++values > MOST_VALUES) {
      throw MalformedReply.of("a reply of more than %d values".formatted(MOST_VALUES));
    }
    byte kind = in.readByte();
    return switch (kind) {
      case '+' -> line();
      case '-' -> throw error(depth);
      case ':' -> number();
      case '$' -> bulk();
      case '*' -> list(depth);
      default -> throw unknown(kind);
    };
  }

  private RuntimeException error(int depth) {
    String text = new String(line(), StandardCharsets.UTF_8);
    return depth == 0
        ? new JedisDataException(text)
        : MalformedReply.of("an error inside a list: " + Printable.quote(text));
  }

  private byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(32);
    byte next = in.readByte();
    while (next != '\r') {
      if (line.size() == LONGEST_LINE) {
        throw MalformedReply.of("a line of more than %d KiB".formatted(LONGEST_LINE >> 10));
      }
      line.write(next);
      next = in.readByte();
    }
    if (in.readByte() != '\n') {
      throw MalformedReply.of("a line without an end");
    }
    return line.toByteArray();
  }

  private Long number() {
    String text = new String(line(), StandardCharsets.US_ASCII);
    try {
      if (text.length() <= LONGEST_NUMBER) {
        return Long.valueOf(text);
      }
    } catch (NumberFormatException e) {
      throw MalformedReply.of("%s in place of a number".formatted(Printable.quote(text)));
    }
    throw MalformedReply.of("%s in place of a number".formatted(Printable.quote(text)));
  }

  /** A length from -1, which stands for nil. */
  private int length() {
    long length = number();
    if (length < -1) {
      throw MalformedReply.of("a length of %d".formatted(length));
    }
    if (length > BoundedInput.LARGEST) {
      throw MalformedReply.tooLarge(BoundedInput.LARGEST);
    }
    return (int) length;
  }

  private byte @Nullable [] bulk() {
    int length = length();
    if (length < 0) {
      return null;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(Math.min(length, CHUNK));
    byte[] chunk = new byte[Math.min(length, CHUNK)];
    while (text.size() < length) {
      int came = in.read(chunk, 0, Math.min(chunk.length, length - text.size()));
      if (came < 0) {
        throw new JedisConnectionException("Unexpected end of stream.");
      }
      text.write(chunk, 0, came);
    }
    if (in.readByte() != '\r' || in.readByte() != '\n') {
      throw MalformedReply.of("a text that is longer than its length");
    }
    return text.toByteArray();
  }

  private @Nullable List<@Nullable Object> list(int depth) {
    int length = length();
    if (length < 0) {
      return null;
    }
    if (depth == DEEPEST) {
      throw MalformedReply.of("lists nested deeper than %d levels".formatted(DEEPEST));
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private MalformedReply unknown(byte kind) {
    if (kind == TLS_ALERT || kind == TLS_HANDSHAKE) {
      return MalformedReply.of("TLS where none was expected: a uri with TLS begins with rediss://");
    }
    byte[] start = new byte[QUOTED];
    start[0] = kind;
    int length = 1;
    try {
      length += Math.max(0, in.read(start, 1, Math.clamp(in.available(), 0, QUOTED - 1)));
    } catch (IOException | JedisConnectionException e) {
      // The first byte is enough for the message.
      length = 1;
    }
    return MalformedReply.of(
        Printable.quote(new String(start, 0, length, StandardCharsets.ISO_8859_1)));
  }
}
