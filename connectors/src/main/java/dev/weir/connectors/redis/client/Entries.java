package dev.weir.connectors.redis.client;

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
public final class Entries {

  /** In which form entries come. */
  public enum Form {
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

  private static final int FIRST_ROOM = 1 << 16;

  /** A buffer that grew beyond this is not kept. */
  private static final int LARGEST_HELD = 1 << 23;

  /** Largest reply, in bytes, and largest number of marks of one. */
  private static final int LARGEST = BoundedInput.LARGEST;

  private static final int END_OF_LINE = 2;

  /** Instead of a number: there is nothing, or the entry is no more. */
  private static final int NOTHING = -1;

  private byte[] bytes = new byte[0];
  private int filled;
  private int at;

  /** Of each entry begin and end of its id, how many texts it has, and begin and end of each. */
  private int[] marks = new int[0];

  private int marked;
  private int size;
  private int lastEntry;
  private long lastMs;
  private long lastSeq;
  private int entry;
  private int nextEntry;

  // ---- Taking in a reply.

  /** Nothing is left. */
  public void clear() {
    if (bytes.length == 0 || bytes.length > LARGEST_HELD || marks.length > LARGEST_HELD) {
      bytes = new byte[FIRST_ROOM];
      marks = new int[FIRST_ROOM];
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
      int count = list(input);
      if (form == Form.STREAMS && count > 0) {
        list(input);
        pass(input, length(input));
        count = list(input);
      }
      for (int i = 0; i < count; i++) {
        takeIn(input);
      }
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
    if (at != filled) {
      throw refused("more than one reply");
    }
  }

  private void takeIn(Input input) throws IOException {
    list(input);
    lastEntry = marked;
    text(input);
    checkId();
    int place = marked;
    mark(NOTHING);
    int texts = list(input);
    for (int i = 0; i < texts; i++) {
      text(input);
    }
    marks[place] = texts;
    size++;
  }

  /** Ids ascend: entries that come again and again would never end. */
  private void checkId() {
    int from = marks[lastEntry];
    int to = marks[lastEntry + 1];
    if (!StreamId.isValid(bytes, from, to)) {
      throw refused("an entry without an id");
    }
    long ms = StreamId.ms(bytes, from, to);
    long seq = StreamId.seq(bytes, from, to);
    if (size > 0 && StreamId.compare(ms, seq, lastMs, lastSeq) <= 0) {
      throw refused("entries out of order");
    }
    lastMs = ms;
    lastSeq = seq;
  }

  private void text(Input input) throws IOException {
    int length = length(input);
    if (length == NOTHING) {
      throw refused("a reply without a text");
    }
    mark(at);
    pass(input, length);
    mark(at - END_OF_LINE);
  }

  private void mark(int place) {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, larger(marked));
    }
    marks[marked++] = place;
  }

  /** How long a list is; below 0 where there is nothing instead, in whichever way that is said. */
  private int list(Input input) throws IOException {
    byte kind = next(input);
    int length = number(input);
    if (kind != '*' && !(kind == '$' && length == NOTHING)) {
      throw refused("a reply without entries");
    }
    return length;
  }

  /** How long a text is, below 0 for nothing. */
  private int length(Input input) throws IOException {
    if (next(input) != '$') {
      throw refused("a reply without entries");
    }
    return number(input);
  }

  /** From {@link #NOTHING} to what a reply may have, and the end of its line. */
  private int number(Input input) throws IOException {
    byte digit = next(input);
    boolean negative = digit == '-';
    if (negative) {
      digit = next(input);
    }
    int number = 0;
    do {
      if (digit < '0' || digit > '9' || number > LARGEST / 10 - 1) {
        throw refused("a reply with a length that is not a number or too large");
      }
      number = 10 * number + digit - '0';
      digit = next(input);
    } while (digit != '\r');
    if (next(input) != '\n' || (negative && number != 1)) {
      throw refused("a reply with a length that is not a number");
    }
    return negative ? NOTHING : number;
  }

  private static MalformedReply refused(String what) {
    return MalformedReply.of(what + " where entries were expected");
  }

  private byte next(Input input) throws IOException {
    if (at == filled) {
      fill(input);
    }
    return bytes[at++];
  }

  /** Passes over a text and the end of its line. */
  private void pass(Input input, int length) throws IOException {
    while (filled - at < length + END_OF_LINE) {
      fill(input);
    }
    at += length + END_OF_LINE;
    if (bytes[at - END_OF_LINE] != '\r' || bytes[at - 1] != '\n') {
      throw refused("a text longer than its length");
    }
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
    if (length >= LARGEST) {
      throw MalformedReply.tooLarge(BoundedInput.LARGEST);
    }
    return Math.min(length + (length >> 1), LARGEST);
  }

  // ---- All of them.

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** How many bytes the reply had. */
  public int length() {
    return filled;
  }

  /** The id of the first; undefined without entries. */
  public StreamId firstId() {
    return new StreamId(
        StreamId.ms(bytes, marks[0], marks[1]), StreamId.seq(bytes, marks[0], marks[1]));
  }

  /** The id of the last. */
  public byte[] lastId() {
    return Arrays.copyOfRange(bytes, marks[lastEntry], marks[lastEntry + 1]);
  }

  /** Whether each was taken. */
  public boolean areTaken() {
    return nextEntry == marked;
  }

  // ---- One of them.

  /** Goes on to the next, if there is one. */
  public boolean takeNext() {
    if (nextEntry == marked) {
      return false;
    }
    entry = nextEntry;
    nextEntry += 3 + 2 * texts();
    return true;
  }

  public long ms() {
    return StreamId.ms(bytes, marks[entry], marks[entry + 1]);
  }

  public long seq() {
    return StreamId.seq(bytes, marks[entry], marks[entry + 1]);
  }

  /** Whether the group still knows it, but the stream does not have it any more. */
  public boolean isGone() {
    return marks[entry + 2] == NOTHING;
  }

  /** How many names and values it has: name, value, name, value and so on. */
  public int texts() {
    return Math.max(marks[entry + 2], 0);
  }

  /** In which the texts are; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int from(int text) {
    return marks[entry + 3 + 2 * text];
  }

  public int to(int text) {
    return marks[entry + 4 + 2 * text];
  }

  public boolean is(int text, byte[] other) {
    return Arrays.equals(bytes, from(text), to(text), other, 0, other.length);
  }

  /** Copies of the texts. */
  public List<byte[]> copies() {
    List<byte[]> copies = new ArrayList<>(texts());
    for (int i = 0; i < texts(); i++) {
      copies.add(Arrays.copyOfRange(bytes, from(i), to(i)));
    }
    return copies;
  }
}
