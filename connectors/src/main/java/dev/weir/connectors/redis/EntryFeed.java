package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Entries;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/**
 * The entries of a stream behind an id, reply by reply. While one reply is read the next is under
 * way, as long as the stream has more. One owner; ends with its connection.
 */
final class EntryFeed {

  private static final int FIRST_COUNT = 50;
  private static final int LARGEST_COUNT = 5_000;

  /** About so many bytes are wanted in a reply. */
  private static final int REPLY = 1 << 22;

  private static final long LONGEST_BLOCK = 1_000;

  private static final byte[] COUNT = Link.bytes("COUNT");
  private static final byte[] BLOCK = Link.bytes("BLOCK");
  private static final byte[] STREAMS = Link.bytes("STREAMS");
  private static final byte[] GROUP = Link.bytes("GROUP");
  private static final byte[] NEVER_DELIVERED = Link.bytes(">");

  private enum Phase {
    /** Entries that the group delivered and nobody acknowledged. */
    PENDING,
    /** Entries that the group delivered to any consumer. */
    DELIVERED,
    /** Entries that no consumer was given yet. */
    NEW
  }

  private final Link link;
  private final byte[] key;
  private final Optional<Group> group;
  private final byte[] deliveredTo;
  private Phase phase;
  private byte[] after;
  private int count = FIRST_COUNT;
  private boolean underWay;

  /** The last reply, and the next, which arrives while the last is being read. */
  private Entries entries = new Entries();

  private Entries coming = new Entries();
  private boolean kept;

  private EntryFeed(
      Link link, byte[] key, Optional<Group> group, Phase phase, StreamId after, StreamId to) {
    this.link = link;
    this.key = key;
    this.group = group;
    this.phase = phase;
    this.after = after.bytes();
    this.deliveredTo = to.bytes();
  }

  /** Everything behind an id. */
  static EntryFeed byPosition(Link link, byte[] key, StreamId after) {
    return new EntryFeed(link, key, Optional.empty(), Phase.NEW, after, StreamId.ZERO);
  }

  /** Everything behind an id, and from where the group stands on through the group. */
  static EntryFeed throughGroup(
      Link link, byte[] key, Group group, StreamId after, StreamId deliveredTo) {
    Phase phase = deliveredTo.isBehind(after) ? Phase.DELIVERED : Phase.NEW;
    return new EntryFeed(link, key, Optional.of(group), phase, after, deliveredTo);
  }

  /** The pending entries of the consumer behind an id, then those that are new to the group. */
  static EntryFeed fromPending(Link link, byte[] key, Group group, StreamId after) {
    return new EntryFeed(link, key, Optional.of(group), Phase.PENDING, after, StreamId.ZERO);
  }

  /** Asks for one entry first: those that were asked for before were too large together. */
  EntryFeed oneByOne() {
    count = 1;
    return this;
  }

  /** Whether all that was pending has come. */
  boolean isPastPending() {
    return phase != Phase.PENDING;
  }

  /** Whether a reply is under way, or waits to be taken. */
  boolean isUnderWay() {
    return underWay || kept;
  }

  /** Takes in what is under way, so that other commands can be sent. */
  void settle() throws RedisFailure {
    if (underWay) {
      underWay = false;
      receive();
      kept = true;
    }
  }

  /**
   * The next entries, valid until the call after; none if there are none now.
   *
   * @param patience how long to wait for the first
   * @param goOn whether to ask for more at once
   */
  Entries next(Duration patience, boolean goOn) throws RedisFailure {
    while (true) {
      boolean asked = isUnderWay();
      settle();
      if (!kept) {
        ask(Math.min(patience.toMillis(), LONGEST_BLOCK));
        receive();
      }
      kept = false;
      Entries taken = entries;
      entries = coming;
      coming = taken;
      boolean full = entries.size() >= count;
      if (!entries.isEmpty()) {
        checkPlace();
        after = entries.lastId();
        // So many that a reply of entries like these is not too large to hold.
        count = Math.clamp(REPLY * (long) entries.size() / entries.length(), 1, LARGEST_COUNT);
      }
      boolean turned = turn(entries.isEmpty(), full);
      if (full && goOn) {
        ask(0);
        link.push();
        underWay = true;
      }
      if (!entries.isEmpty() || (!turned && !asked)) {
        return entries;
      }
    }
  }

  /**
   * Checks the order of entries, except of those that are new to a group, which may have been read
   * by position before.
   */
  private void checkPlace() throws RedisFailure {
    boolean byPosition = group.isEmpty() || phase != Phase.NEW;
    if (byPosition && !entries.firstId().isBehind(StreamId.of(after))) {
      throw link.malformed("entries of before the place that was asked for");
    }
  }

  private void receive() throws RedisFailure {
    link.receive(coming, phase == Phase.DELIVERED ? Entries.Form.RANGE : Entries.Form.STREAMS);
  }

  /** Goes on to what is new once the rest has come; returns whether it did. */
  private boolean turn(boolean empty, boolean full) {
    boolean over =
        switch (phase) {
          case PENDING -> empty;
          case DELIVERED -> !full;
          case NEW -> false;
        };
    phase = over ? Phase.NEW : phase;
    return over;
  }

  private void ask(long block) throws RedisFailure {
    byte[] many = Link.bytes(count);
    switch (phase) {
      case DELIVERED -> link.send(Command.XRANGE, key, exclusive(after), deliveredTo, COUNT, many);
      case PENDING -> readGroup(many, 0, after);
      case NEW -> {
        if (group.isPresent()) {
          readGroup(many, block, NEVER_DELIVERED);
        } else if (block > 0) {
          link.send(Command.XREAD, COUNT, many, BLOCK, Link.bytes(block), STREAMS, key, after);
        } else {
          link.send(Command.XREAD, COUNT, many, STREAMS, key, after);
        }
      }
    }
  }

  private void readGroup(byte[] many, long block, byte[] from) throws RedisFailure {
    Group through = group.orElseThrow();
    List<byte[]> arguments = new ArrayList<>();
    arguments.addAll(List.of(GROUP, through.name(), through.consumer(), COUNT, many));
    if (block > 0) {
      arguments.addAll(List.of(BLOCK, Link.bytes(block)));
    }
    arguments.addAll(List.of(STREAMS, key, from));
    link.send(Command.XREADGROUP, arguments.toArray(byte[][]::new));
  }

  private static byte[] exclusive(byte[] id) {
    byte[] behind = new byte[id.length + 1];
    behind[0] = '(';
    System.arraycopy(id, 0, behind, 1, id.length);
    return behind;
  }
}
