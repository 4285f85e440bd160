package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.connectors.redis.client.StreamId;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * The state of a stream in Redis, at one moment.
 *
 * @param length entries there are
 * @param added entries there ever were; {@link #UNKNOWN} if the server is older than 7.0
 * @param lastGenerated the greatest id ever given
 * @param first entry there is
 * @param last entry there is
 */
record StreamInfo(
    long length,
    long added,
    StreamId lastGenerated,
    Optional<StreamId> first,
    Optional<StreamId> last) {

  static final long UNKNOWN = -1;

  /** The state of a stream that does not exist. */
  static final StreamInfo NONE =
      new StreamInfo(0, 0, StreamId.ZERO, Optional.empty(), Optional.empty());

  private static final byte[] STREAM = Link.bytes("STREAM");

  /** {@link #NONE} if there is no such stream. */
  static StreamInfo read(Link link, byte[] key) throws RedisFailure {
    try {
      return of(link.ask(Command.XINFO, STREAM, key));
    } catch (RedisFailure e) {
      if (e.kind() == RedisFailure.Kind.NO_KEY) {
        return NONE;
      }
      throw e;
    }
  }

  private static StreamInfo of(Reply reply) throws RedisFailure {
    Reply entriesAdded = reply.at("entries-added");
    long length = reply.at("length").number();
    long added = entriesAdded.isNothing() ? UNKNOWN : entriesAdded.number();
    if (length < 0 || (!entriesAdded.isNothing() && added < length)) {
      throw RedisFailure.malformed(
          reply.from(), "a stream of %d entries of which %d were added".formatted(length, added));
    }
    return new StreamInfo(
        length,
        added,
        reply.at("last-generated-id").id(),
        idOf(reply.at("first-entry")),
        idOf(reply.at("last-entry")));
  }

  private static Optional<StreamId> idOf(Reply entry) throws RedisFailure {
    return entry.isNothing() ? Optional.empty() : Optional.of(entry.get(0).id());
  }

  /** Whether a stream has the entry. */
  static boolean hasEntry(Link link, byte[] key, StreamId id) throws RedisFailure {
    return link.ask(Command.XRANGE, key, id.bytes(), id.bytes()).size() > 0;
  }

  boolean isCounted() {
    return added != UNKNOWN;
  }

  /** Entries that were trimmed or deleted. */
  long removed() {
    return added - length;
  }

  /** Whether there is no entry behind the id. */
  boolean endsAt(StreamId id) {
    return last.map(newest -> !newest.isBehind(id)).orElse(true);
  }

  /** Whether all entries there are are behind the id. */
  boolean beginsBehind(StreamId id) {
    return first.map(oldest -> oldest.isBehind(id)).orElse(true);
  }
}
