package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.connectors.redis.client.StreamId;
import dev.weir.monitoring.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * The consumer group through which a stream is read. One owner.
 *
 * <p>Where to read is what the checkpoint says; the group is the witness of it that others see:
 * what it has pending is what no checkpoint covers that will be kept.
 */
final class Group {

  /**
   * How a group is used.
   *
   * @param consumer always the same for a pipeline, so that it finds what it left
   * @param claimAfter what another consumer has left for so long is taken over
   */
  record Settings(String name, String consumer, Duration claimAfter) {}

  private static final int CHUNK = 1_000;
  private static final int CHUNKS_AT_ONCE = 16;

  /** How many other consumers a warning names, and characters of the name of each. */
  private static final int MOST_OTHERS = 10;

  private static final int LONGEST_NAME = 64;

  private static final byte[] CHUNK_BYTES = Link.bytes(CHUNK);

  private final byte[] key;
  private final byte[] name;
  private final byte[] consumer;
  private final Settings settings;
  private final IdLog unacknowledged = new IdLog();

  /** Up to here there may be pending entries that are not in the log. */
  private StreamId inheritedTo = StreamId.ZERO;

  Group(byte[] key, Settings settings) {
    this.key = key;
    this.name = Link.bytes(settings.name());
    this.consumer = Link.bytes(settings.consumer());
    this.settings = settings;
  }

  byte[] name() {
    return name;
  }

  byte[] consumer() {
    return consumer;
  }

  /** Makes the group, and the stream if there is none. */
  void create(Link link, StreamId at) throws RedisFailure {
    link.call(Command.XGROUP, Link.bytes("CREATE"), key, name, at.bytes(), Link.bytes("MKSTREAM"));
  }

  /** Lets the group go on behind an id. */
  void moveTo(Link link, StreamId at) throws RedisFailure {
    link.call(Command.XGROUP, Link.bytes("SETID"), key, name, at.bytes());
  }

  /** Id of the last entry that was given to any consumer; empty if there is no such group. */
  Optional<StreamId> deliveredTo(Link link) throws RedisFailure {
    Reply groups;
    try {
      groups = link.ask(Command.XINFO, Link.bytes("GROUPS"), key);
    } catch (RedisFailure e) {
      if (e.kind() == RedisFailure.Kind.NO_KEY) {
        return Optional.empty();
      }
      throw e;
    }
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).at("name").text().equals(settings.name())) {
        return Optional.of(groups.get(i).at("last-delivered-id").id());
      }
    }
    return Optional.empty();
  }

  /**
   * Takes over what other consumers have left.
   *
   * @return those that still have entries of their own
   */
  List<String> claim(Link link) throws RedisFailure {
    if (others(link).isEmpty()) {
      return List.of();
    }
    StreamId cursor = StreamId.ZERO;
    do {
      StreamId before = cursor;
      cursor =
          link.ask(
                  Command.XAUTOCLAIM,
                  key,
                  name,
                  consumer,
                  Link.bytes(settings.claimAfter().toMillis()),
                  before.bytes(),
                  Link.bytes("COUNT"),
                  CHUNK_BYTES,
                  Link.bytes("JUSTID"))
              .get(0)
              .id();
      if (!cursor.equals(StreamId.ZERO) && !cursor.isBehind(before)) {
        throw link.malformed("a list of pending entries that does not end");
      }
    } while (!cursor.equals(StreamId.ZERO));
    return others(link);
  }

  private List<String> others(Link link) throws RedisFailure {
    List<String> others = new ArrayList<>();
    Reply consumers = link.ask(Command.XPENDING, key, name).get(3);
    for (int i = 0; i < consumers.size(); i++) {
      String other = consumers.get(i).get(0).text();
      if (!other.equals(settings.consumer()) && others.size() < MOST_OTHERS) {
        others.add(Printable.of(other, LONGEST_NAME));
      }
    }
    return others;
  }

  /** An entry was received. */
  void received(long ms, long seq) {
    unacknowledged.add(ms, seq);
  }

  /** There may be pending entries up to here that were received before, or can be no more. */
  void inherit(StreamId upTo) {
    inheritedTo = upTo.isBehind(inheritedTo) ? upTo : inheritedTo;
  }

  /** Nothing that was received is pending any more: the stream is another. */
  void forget() {
    unacknowledged.clear();
    inheritedTo = StreamId.ZERO;
  }

  /** Acknowledges everything up to the id. */
  void acknowledge(Link link, StreamId upTo) throws RedisFailure {
    int underWay = 0;
    for (byte[][] chunk = next(upTo); chunk.length > 2; chunk = next(upTo)) {
      link.send(Command.XACK, chunk);
      link.push();
      underWay++;
      if (underWay == CHUNKS_AT_ONCE) {
        link.receiveReply().number();
        underWay--;
      }
    }
    receive(link, underWay);
    if (!inheritedTo.equals(StreamId.ZERO)) {
      acknowledgeInherited(link, upTo.isBefore(inheritedTo) ? upTo : inheritedTo);
      inheritedTo = upTo.isBefore(inheritedTo) ? inheritedTo : StreamId.ZERO;
    }
  }

  private byte[][] next(StreamId upTo) {
    byte[][] arguments = new byte[CHUNK + 2][];
    arguments[0] = key;
    arguments[1] = name;
    int ids = unacknowledged.take(upTo, arguments, 2);
    return ids == CHUNK ? arguments : Arrays.copyOf(arguments, ids + 2);
  }

  @Override
  public String toString() {
    return settings.name();
  }

  private static void receive(Link link, int replies) throws RedisFailure {
    for (int i = 0; i < replies; i++) {
      link.receiveReply().number();
    }
  }

  private void acknowledgeInherited(Link link, StreamId upTo) throws RedisFailure {
    StreamId acknowledged = StreamId.ZERO;
    Reply pending;
    do {
      pending =
          link.ask(
              Command.XPENDING, key, name, Link.bytes("-"), upTo.bytes(), CHUNK_BYTES, consumer);
      if (pending.size() > 0) {
        byte[][] arguments = new byte[pending.size() + 2][];
        arguments[0] = key;
        arguments[1] = name;
        for (int i = 0; i < pending.size(); i++) {
          StreamId id = pending.get(i).get(0).id();
          if (!id.isBehind(acknowledged)) {
            throw link.malformed("pending entries out of order");
          }
          acknowledged = id;
          arguments[i + 2] = id.bytes();
        }
        link.ask(Command.XACK, arguments).number();
      }
    } while (pending.size() == CHUNK);
  }
}
