package dev.weir.connectors.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Entries of a stream, one after the other, as the bytes in which they came: there are millions,
 * and an object for each of their texts costs more than all that is done with them. Used again for
 * the next reply. One owner.
 */
final class Entries {

  /** In which form entries come. */
  enum Form {
    /** A list of entries. */
    RANGE,
    /** A list of streams, of which there is one, each with its list of entries. */
    STREAMS
  }

  /** Where the bytes come from; less than nothing at the end. */
  @FunctionalInterface
  interface Input {
    int read(byte[] into, int at, int most) throws IOException;
  }

  private static final int FIRST_BYTES = 1 << 16;

  /** What was larger once is not held for ever. */
  private static final int LARGEST_HELD = 1 << 23;

  /** Instead of a number of texts: the entry is no more. */
  private static final int GONE = -1;

  private byte[] bytes = new byte[0];
  private int filled;
  private int at;

  /** Of each entry begin and end of its id, how many texts it has, and begin and end of each. */
  private int[] marks = new int[0];

  private int marked;
  private int size;
  private int lastEntry;
  private int entry;
  private int nextEntry;

  // ---- Taking in a reply.

  /** Nothing is left. */
  void clear() {
    if (bytes.length == 0 || bytes.length > LARGEST_HELD || marks.length > LARGEST_HELD) {
      bytes = new byte[FIRST_BYTES];
      marks = new int[FIRST_BYTES];
    }
    filled = 0;
    at = 0;
    marked = 0;
    size = 0;
    nextEntry = 0;
  }

  /**
   * Takes in a reply, in place of what was here.
   *
   * @param input at the beginning of the reply, behind which nothing else may come
   */
  void receive(Input input, Form form) throws JedisConnectionException {
    clear();
    try {
      int count = number(input, '*');
      if (form == Form.STREAMS && count > 0) {
        number(input, '*');
        pass(input, number(input, '$'));
        count = number(input, '*');
      }
      for (int i = 0; i < count; i++) {
        entry(input);
      }
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
    if (at != filled) {
      throw new JedisConnectionException("more came than was asked for");
    }
  }

  private void entry(Input input) throws IOException {
    number(input, '*');
    lastEntry = marked;
    text(input);
    int place = marked;
    mark(GONE);
    int texts = number(input, '*');
    for (int i = 0; i < texts; i++) {
      text(input);
    }
    marks[place] = texts;
    size++;
  }

  private void text(Input input) throws IOException {
    int length = number(input, '$');
    mark(at);
    pass(input, length);
    mark(at - 2);
  }

  private void mark(int place) {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, larger(marked));
    }
    marks[marked++] = place;
  }

  /** What every part of a reply begins with: what it is, and how long; negative for nothing. */
  private int number(Input input, char kind) throws IOException {
    if (next(input) != kind) {
      throw new JedisConnectionException("what came is no reply with entries");
    }
    byte digit = next(input);
    boolean negative = digit == '-';
    int number = negative ? 0 : digit - '0';
    for (digit = next(input); digit != '\r'; digit = next(input)) {
      number = 10 * number + digit - '0';
    }
    next(input);
    return negative ? GONE : number;
  }

  private byte next(Input input) throws IOException {
    if (at == filled) {
      fill(input);
    }
    return bytes[at++];
  }

  /** Passes over a text and the end of its line. */
  private void pass(Input input, int length) throws IOException {
    while (filled - at < length + 2) {
      fill(input);
    }
    at += length + 2;
  }

  private void fill(Input input) throws IOException {
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, larger(filled));
    }
    int came = input.read(bytes, filled, bytes.length - filled);
    if (came < 0) {
      throw new JedisConnectionException("Unexpected end of stream.");
    }
    filled += came;
  }

  private static int larger(int length) {
    return Math.addExact(length, length >> 1);
  }

  // ---- All of them.

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many bytes the reply had. */
  int length() {
    return filled;
  }

  /** The id of the last. */
  byte[] lastId() {
    return Arrays.copyOfRange(bytes, marks[lastEntry], marks[lastEntry + 1]);
  }

  /** Whether each was taken. */
  boolean areTaken() {
    return nextEntry == marked;
  }

  // ---- One of them.

  /** Goes on to the next, if there is one. */
  boolean takeNext() {
    if (nextEntry == marked) {
      return false;
    }
    entry = nextEntry;
    nextEntry += 3 + 2 * texts();
    return true;
  }

  long ms() {
    return StreamId.ms(bytes, marks[entry], marks[entry + 1]);
  }

  long seq() {
    return StreamId.seq(bytes, marks[entry], marks[entry + 1]);
  }

  /** Whether the group still knows it, but the stream does not have it any more. */
  boolean isGone() {
    return marks[entry + 2] == GONE;
  }

  /** How many names and values it has: name, value, name, value and so on. */
  int texts() {
    return Math.max(marks[entry + 2], 0);
  }

  /** In which the texts are; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  int from(int text) {
    return marks[entry + 3 + 2 * text];
  }

  int to(int text) {
    return marks[entry + 4 + 2 * text];
  }

  boolean is(int text, byte[] other) {
    return Arrays.equals(bytes, from(text), to(text), other, 0, other.length);
  }

  /** Copies of the texts. */
  List<byte[]> copies() {
    List<byte[]> copies = new ArrayList<>(texts());
    for (int i = 0; i < texts(); i++) {
      copies.add(Arrays.copyOfRange(bytes, from(i), to(i)));
    }
    return copies;
  }
}
