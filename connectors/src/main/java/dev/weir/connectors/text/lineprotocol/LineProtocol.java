package dev.weir.connectors.text.lineprotocol;

import dev.weir.connectors.text.Keys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the line protocol of InfluxDB. Each number of a line becomes a point of a series of its
 * own, whose key is the line up to the name of the field, with the tags in the order of their
 * names: {@code cpu,core=0,host=a usage}. Booleans are 1 and 0; texts are counted and left out. A
 * line that cannot be read costs itself only. One owner.
 */
public final class LineProtocol {

  /** Longer lines are refused, in bytes; no byte behind the first that is too many is looked at. */
  private static final int LONGEST_LINE = 64 << 10;

  private static final int MOST_FIELDS = 1_000;

  private static final int MOST_TAGS = 256;

  private static final String TOO_LONG = "longer than 64 KiB";

  /** Errors that are kept. */
  private static final int MOST_ERRORS = 100;

  /**
   * A body that was read.
   *
   * @param points as {@link PointText}; empty if there is none
   * @param count how many
   * @param lines that are points or should be
   * @param refused lines that cannot be read
   * @param texts fields that hold a text
   * @param errors of the first lines that are refused, at most 100
   */
  @SuppressWarnings("ArrayRecordComponent") // Results are not compared.
  public record Result(
      byte[] points, int count, int lines, int refused, int texts, List<BadLine> errors) {}

  /**
   * A line that cannot be read.
   *
   * @param number of its beginning in the body, from 1
   * @param problem a few words
   */
  public record BadLine(int number, String problem) {}

  private final byte[] body;
  private final long unit;
  private final TagRule tags;
  private final FieldValue value = new FieldValue();
  private final PointLines points;
  private final ByteText head = new ByteText();
  private final ByteText key = new ByteText();
  private final List<Field> fields = new ArrayList<>();
  private int at;
  private int lineStart;

  /** How far the line that is read may go: a byte more than the longest one, or the whole body. */
  private int end;

  private int texts;
  private int counted;
  private int lineFeeds;

  /** A number of the line that is read: its name in the body, and its text. */
  private record Field(int from, int to, ByteText number) {}

  private LineProtocol(byte[] body, long unit, TagRule tags, int most) {
    this.points = new PointLines(most);
    this.body = body;
    this.unit = unit;
    this.tags = tags;
  }

  /**
   * Reads a body.
   *
   * @param unit nanoseconds of the unit that times are in, 1 or more
   * @param most bytes that the points may have
   * @throws PointLines.TooManyException if they have more, as when short fields share a long head
   */
  public static Result read(byte[] body, long unit, TagRule tags, int most)
      throws PointLines.TooManyException {
    return new LineProtocol(body, unit, tags, most).read();
  }

  private Result read() throws PointLines.TooManyException {
    List<BadLine> errors = new ArrayList<>();
    int lines = 0;
    int refused = 0;
    while (skipToLine()) {
      int number = lineNumber();
      int start = at;
      int before = points.length();
      int countBefore = points.count();
      int textsBefore = texts;
      lines++;
      try {
        end = (int) Math.min(body.length, start + LONGEST_LINE + 1L);
        line();
        if (isTooLong()) {
          throw new BadLineException(TOO_LONG);
        }
      } catch (BadLineException e) {
        points.cut(before, countBefore);
        texts = textsBefore;
        refused++;
        if (errors.size() < MOST_ERRORS) {
          String problem = isTooLong() ? TOO_LONG : String.valueOf(e.getMessage());
          errors.add(new BadLine(number, problem));
        }
        at = start;
        skipLine();
      }
    }
    return new Result(points.copy(), points.count(), lines, refused, texts, List.copyOf(errors));
  }

  private boolean isTooLong() {
    return at - lineStart > LONGEST_LINE;
  }

  /** The number of the line that begins here. */
  private int lineNumber() {
    for (; counted < at; counted++) {
      lineFeeds += body[counted] == '\n' ? 1 : 0;
    }
    return lineFeeds + 1;
  }

  /** Goes to the next line that is neither blank nor a comment; false if there is none. */
  private boolean skipToLine() {
    while (at < body.length) {
      byte b = body[at];
      if (b == '#') {
        skipLine();
      } else if (b == ' ' || b == '\n' || b == '\r') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipLine() {
    while (at < body.length && body[at] != '\n') {
      at++;
    }
  }

  private void line() throws BadLineException, PointLines.TooManyException {
    head.cut(0);
    fields.clear();
    lineStart = at;
    head.add(body, lineStart, token(',', ' '));
    if (at == lineStart) {
      throw new BadLineException("missing measurement");
    }
    if (peek() == ',') {
      tags();
    }
    if (peek() != ' ') {
      throw new BadLineException("missing fields");
    }
    skipBlanks();
    do {
      field();
    } while (take(','));
    put(time());
  }

  private void tags() throws BadLineException {
    List<int[]> found = new ArrayList<>();
    while (take(',')) {
      int from = at;
      int equals = token('=', ',', ' ');
      if (equals == from) {
        throw new BadLineException("missing tag key");
      }
      if (peek() != '=') {
        throw new BadLineException("missing tag value");
      }
      at++;
      int valueEnd = token(',', ' ', '=');
      if (valueEnd == equals + 1) {
        throw new BadLineException("missing tag value");
      }
      if (peek() == '=') {
        throw new BadLineException("invalid tag format");
      }
      found.add(new int[] {from, equals, valueEnd});
      if (found.size() > MOST_TAGS) {
        throw new BadLineException("more than %d tags".formatted(MOST_TAGS));
      }
    }
    found.sort((a, b) -> Arrays.compareUnsigned(body, a[0], a[1], body, b[0], b[1]));
    for (int i = 0; i < found.size(); i++) {
      int[] tag = found.get(i);
      if (i > 0) {
        int[] other = found.get(i - 1);
        if (Arrays.equals(body, tag[0], tag[1], body, other[0], other[1])) {
          throw new BadLineException("duplicate tags");
        }
      }
      if (tags.isAll() || tags.takes(plain(tag[0], tag[1]))) {
        head.add((byte) ',').add(body, tag[0], tag[2]);
      }
    }
  }

  /** A name as it is meant, without the backslashes that protect separators. */
  private String plain(int from, int to) {
    return new String(body, from, to - from, StandardCharsets.UTF_8)
        .replaceAll("\\\\([,= ])", "$1");
  }

  private void field() throws BadLineException {
    int from = at;
    int equals = token('=', ',', ' ');
    if (equals == from) {
      throw new BadLineException(peek() == '=' ? "missing field key" : "invalid field format");
    }
    if (peek() != '=') {
      throw new BadLineException("invalid field format");
    }
    at++;
    if (peek() == '"') {
      string();
      texts++;
      return;
    }
    int start = at;
    while (at < end && body[at] != ',' && body[at] != ' ' && !isLineEnd()) {
      at++;
    }
    ByteText number = new ByteText();
    String problem = value.read(body, start, at, number);
    if (!problem.isEmpty()) {
      throw new BadLineException(problem);
    }
    fields.removeIf(other -> Arrays.equals(body, other.from(), other.to(), body, from, equals));
    fields.add(new Field(from, equals, number));
    if (fields.size() > MOST_FIELDS) {
      throw new BadLineException("more than %d fields".formatted(MOST_FIELDS));
    }
  }

  private void string() throws BadLineException {
    at++;
    while (at < end && body[at] != '"') {
      boolean escape =
          body[at] == '\\' && at + 1 < end && (body[at + 1] == '"' || body[at + 1] == '\\');
      at += escape ? 2 : 1;
    }
    if (at >= end) {
      throw new BadLineException("unbalanced quotes");
    }
    at++;
    if (at < end && body[at] != ',' && body[at] != ' ' && !isLineEnd()) {
      throw new BadLineException("invalid field format");
    }
  }

  private long time() throws BadLineException {
    skipBlanks();
    int start = at;
    while (at < end && body[at] != ' ' && !isLineEnd()) {
      at++;
    }
    String text = new String(body, start, at - start, StandardCharsets.ISO_8859_1);
    skipBlanks();
    if (at < end && !isLineEnd()) {
      throw new BadLineException("point is invalid: nothing may follow the timestamp");
    }
    return PointTime.parse(text, unit);
  }

  private void put(long time) throws BadLineException, PointLines.TooManyException {
    for (Field field : fields) {
      key.cut(0);
      key.add(head).add((byte) ' ').add(body, field.from(), field.to());
      if (!Keys.isValid(key.array(), 0, key.length())) {
        throw new BadLineException(Keys.RULE);
      }
      points.add(time, key.array(), key.length(), field.number());
    }
  }

  /** Goes to the first of some characters that no backslash protects, or to the end of the line. */
  private int token(char... ends) {
    while (at < end && body[at] != '\n') {
      byte b = body[at];
      if (b == '\\' && at + 1 < end && isSeparator(body[at + 1])) {
        at += 2;
        continue;
      }
      for (char end : ends) {
        if (b == end) {
          return at;
        }
      }
      at++;
    }
    return at;
  }

  private static boolean isSeparator(byte b) {
    return b == ',' || b == '=' || b == ' ';
  }

  /** Whether the line ends here, which no limit does. */
  private boolean isLineEnd() {
    return body[at] == '\n'
        || (body[at] == '\r' && (at + 1 == body.length || body[at + 1] == '\n'));
  }

  private int peek() {
    return at < end ? body[at] : '\n';
  }

  private boolean take(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < end && body[at] == ' ') {
      at++;
    }
  }
}
