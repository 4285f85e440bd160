package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.StreamId;
import dev.weir.engine.Position;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a stream, and what tells later whether something was lost or the stream is another.
 *
 * @param at id of the last entry that was read
 * @param incarnation counts the streams there were under the name, from 0
 * @param ordinal how many entries were ever added up to here; {@link StreamInfo#UNKNOWN} if that is
 *     not known
 * @param gaps how many entries were gone before they could be read, in all
 * @param first id of the first entry that was read of this stream; empty if there was none
 * @param firstOrdinal its ordinal
 * @param timeKind unit of the times of the records, known after the first record
 */
record StreamPosition(
    StreamId at,
    long incarnation,
    long ordinal,
    long gaps,
    Optional<StreamId> first,
    long firstOrdinal,
    Optional<EventTime> timeKind) {

  /** Before everything. */
  static final StreamPosition BEGINNING =
      new StreamPosition(
          StreamId.ZERO, 0, StreamInfo.UNKNOWN, 0, Optional.empty(), 0, Optional.empty());

  private static final String ID = "\\d+-\\d+";
  private static final Pattern FORMAT =
      Pattern.compile(
          "(%s)(?:~(\\d+))? added=(\\d+|\\?) gone=(\\d+) first=(?:(%s)@(-?\\d+)|-) time=([IN?])"
              .formatted(ID, ID));

  /** How the position of one record reads. */
  static String text(StreamId at, long incarnation) {
    return incarnation == 0 ? at.toString() : at + "~" + incarnation;
  }

  /** Whether it comes later: what is counted besides does not matter. */
  boolean isBehind(StreamPosition other) {
    return incarnation == other.incarnation
        ? at.compareTo(other.at) > 0
        : incarnation > other.incarnation;
  }

  /**
   * Whether the record of this position, as {@link #text} writes it, was read where another place
   * is reached.
   */
  static boolean isReached(String record, StreamPosition reached) {
    int mark = record.indexOf('~');
    StreamId id = StreamId.of(mark < 0 ? record : record.substring(0, mark));
    long of = mark < 0 ? 0 : Long.parseLong(record.substring(mark + 1));
    return of == reached.incarnation ? reached.at.compareTo(id) >= 0 : of < reached.incarnation;
  }

  Position toPosition() {
    String kind = timeKind.map(k -> k == EventTime.INSTANT ? "I" : "N").orElse("?");
    return new Position(
        text(at, incarnation)
            + " added="
            + (ordinal == StreamInfo.UNKNOWN ? "?" : ordinal)
            + " gone="
            + gaps
            + " first="
            + first.map(id -> id + "@" + firstOrdinal).orElse("-")
            + " time="
            + kind);
  }

  static StreamPosition of(Position position) throws IOException {
    Matcher match = FORMAT.matcher(position.value());
    if (!match.matches()) {
      throw new IOException("'%s' is not a place in a stream".formatted(position.value()));
    }
    return new StreamPosition(
        StreamId.of(match.group(1)),
        match.group(2) == null ? 0 : Long.parseLong(match.group(2)),
        match.group(3).equals("?") ? StreamInfo.UNKNOWN : Long.parseLong(match.group(3)),
        Long.parseLong(match.group(4)),
        Optional.ofNullable(match.group(5)).map(StreamId::of),
        match.group(6) == null ? 0 : Long.parseLong(match.group(6)),
        switch (match.group(7)) {
          case "I" -> Optional.of(EventTime.INSTANT);
          case "N" -> Optional.of(EventTime.NUMBER);
          default -> Optional.empty();
        });
  }
}
