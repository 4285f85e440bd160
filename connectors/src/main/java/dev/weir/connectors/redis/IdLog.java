package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.StreamId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Growing ids in little room, first in, first out: each as the difference to the one before, in two
 * or three bytes as a rule. One owner.
 */
final class IdLog {

  private static final int BLOCK = 1 << 16;
  private static final int LONGEST = 20;
  private static final int PAYLOAD = 0x7F;
  private static final int MORE = 0x80;

  private final Deque<byte[]> blocks = new ArrayDeque<>();
  private final Deque<Integer> ends = new ArrayDeque<>();
  private byte[] writing = new byte[0];
  private int written;
  private int read;
  private long addedMs;
  private long addedSeq;
  private long takenMs;
  private long takenSeq;
  private long size;

  /** Adds an id behind all others. */
  void add(long ms, long seq) {
    if (writing.length - written < LONGEST) {
      if (writing.length > 0) {
        ends.addLast(written);
      }
      writing = new byte[BLOCK];
      written = 0;
      blocks.addLast(writing);
    }
    boolean sameMs = ms == addedMs;
    write(ms - addedMs);
    write(sameMs ? seq - addedSeq : seq);
    addedMs = ms;
    addedSeq = seq;
    size++;
  }

  long size() {
    return size;
  }

  /** Takes out as many as fit of those that are not behind the id; returns how many. */
  int take(StreamId upTo, byte[][] into, int from) {
    int at = from;
    while (size > 0 && at < into.length) {
      byte[] block = reading();
      int before = read;
      long msDifference = number(block);
      long rest = number(block);
      long ms = takenMs + msDifference;
      long seq = msDifference == 0 ? takenSeq + rest : rest;
      if (StreamId.compare(ms, seq, upTo.ms(), upTo.seq()) > 0) {
        read = before;
        break;
      }
      takenMs = ms;
      takenSeq = seq;
      into[at++] = Link.bytes(StreamId.text(ms, seq));
      size--;
    }
    return at - from;
  }

  void clear() {
    blocks.clear();
    ends.clear();
    writing = new byte[0];
    written = 0;
    read = 0;
    size = 0;
    addedMs = 0;
    addedSeq = 0;
    takenMs = 0;
    takenSeq = 0;
  }

  private byte[] reading() {
    Integer end = ends.peekFirst();
    if (end != null && read == end) {
      ends.removeFirst();
      blocks.removeFirst();
      read = 0;
    }
    return blocks.getFirst();
  }

  private void write(long number) {
    long rest = number;
    while ((rest & ~PAYLOAD) != 0) {
      writing[written++] = (byte) ((rest & PAYLOAD) | MORE);
      rest >>>= 7;
    }
    writing[written++] = (byte) rest;
  }

  private long number(byte[] block) {
    long number = 0;
    int shift = 0;
    byte part;
    do {
      part = block[read++];
      number |= (long) (part & PAYLOAD) << shift;
      shift += 7;
    } while ((part & MORE) != 0);
    return number;
  }
}
