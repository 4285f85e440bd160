package dev.weir.connectors.redis.client;

import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server did not answer, or refused; the message says so in a sentence, and what to do. */
public final class RedisFailure extends IOException {

  private static final long serialVersionUID = 1L;

  /** The kinds of failures that are treated differently. */
  public enum Kind {
    /** There is no connection. */
    UNREACHABLE,
    /** The stream has no such consumer group, or is gone with all its groups. */
    NO_GROUP,
    /** There is no such key. */
    NO_KEY,
    /** The server has started and is not ready. */
    LOADING,
    /** The server does not speak the protocol of Redis. */
    MALFORMED,
    /** A reply exceeds what is read at once. */
    TOO_LARGE,
    /** Anything else that Redis says. */
    REFUSED
  }

  /** Longest part of an error of the server that is repeated, in characters. */
  private static final int LONGEST_REPLY = 200;

  private final Kind kind;

  private RedisFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static RedisFailure of(RedisAddress address, JedisException e) {
    Optional<MalformedReply> malformed = malformedIn(e);
    if (malformed.isPresent()) {
      String what = String.valueOf(malformed.get().getMessage());
      return malformed.get().isTooLarge() ? tooLarge(address, what) : malformed(address, what);
    }
    String reply = Printable.of(String.valueOf(e.getMessage()), LONGEST_REPLY);
    if (e instanceof JedisConnectionException) {
      return new RedisFailure(Kind.UNREACHABLE, unreachable(address, e), e);
    }
    return new RedisFailure(kind(reply), sentence(address, reply), e);
  }

  /** The server sent {@code what}, which Redis does not send. */
  public static RedisFailure malformed(RedisAddress address, String what) {
    return new RedisFailure(
        Kind.MALFORMED,
        "what answers at %s does not speak the protocol of Redis: it sent %s; correct the uri"
            .formatted(address, what),
        null);
  }

  private static RedisFailure tooLarge(RedisAddress address, String what) {
    return new RedisFailure(
        Kind.TOO_LARGE,
        "Redis at %s sent %s; delete the entry of the stream that is so large (XDEL)"
            .formatted(address, what),
        null);
  }

  private static Optional<MalformedReply> malformedIn(Throwable e) {
    Throwable at = e;
    while (at != null && !(at instanceof MalformedReply)) {
      at = at.getCause();
    }
    return Optional.ofNullable((MalformedReply) at);
  }

  private static Kind kind(String reply) {
    return switch (code(reply)) {
      case "NOGROUP", "UNBLOCKED" -> Kind.NO_GROUP;
      case "LOADING" -> Kind.LOADING;
      default -> reply.startsWith("ERR no such key") ? Kind.NO_KEY : Kind.REFUSED;
    };
  }

  /** Errors of Redis begin with a word in capitals. */
  private static String code(String reply) {
    int end = reply.indexOf(' ');
    return end < 0 ? reply : reply.substring(0, end);
  }

  private static String unreachable(RedisAddress address, JedisException e) {
    return ("no Redis answers at %s (%s); start one with 'redis-server', 'docker run -p 6379:6379"
            + " redis' or 'systemctl start redis-server', or correct the uri")
        .formatted(address, reason(e));
  }

  /** The message of the network error, without the layers around it. */
  private static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    for (Throwable hidden : deepest.getSuppressed()) {
      deepest = hidden;
    }
    String first = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    String message = Printable.of(first, LONGEST_REPLY);
    return message.isEmpty() || message.equals("null")
        ? deepest.getClass().getSimpleName()
        : message.toLowerCase(Locale.ROOT).equals(message) ? message : lowerFirst(message);
  }

  private static String lowerFirst(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String sentence(RedisAddress address, String reply) {
    String where = "Redis at " + address;
    return switch (code(reply)) {
      case "NOAUTH" -> where + " wants a password: set password, or WEIR_REDIS_PASSWORD";
      case "WRONGPASS" -> where + " refuses user and password: correct user and password";
      case "NOPERM" -> "%s does not let this user do that: %s".formatted(where, reply);
      case "LOADING" -> where + " is still loading its data";
      case "MASTERDOWN" -> where + " is a replica that has lost its primary";
      case "BUSY" -> where + " is busy with a script";
      case "READONLY" -> where + " is a replica and takes no writes: name its primary as uri";
      case "OOM" ->
          where + " has no memory left for more: trim its streams, or raise its maxmemory";
      case "MISCONF" -> where + " cannot save to its disk and takes no writes: see its log";
      case "MOVED", "ASK", "CLUSTERDOWN", "TRYAGAIN", "CROSSSLOT" ->
          "%s is part of a cluster and does not serve this stream (%s): name the node that does"
              .formatted(where, reply);
      case "WRONGTYPE" -> where + " has something other than a stream under this name";
      case "NOGROUP", "UNBLOCKED" -> where + " has lost the consumer group";
      default -> "%s says: %s".formatted(where, reply);
    };
  }
}
