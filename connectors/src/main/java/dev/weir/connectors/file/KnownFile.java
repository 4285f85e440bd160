package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.series.EventTime;
import java.util.Optional;

/**
 * A file that was taken, and how far it was read.
 *
 * @param name under which it was taken, relative to the folder of the set; part of the positions of
 *     its records whatever it is called later
 * @param generation tells the files apart that were taken under one name, from 0
 * @param location where it was seen last, relative to the folder of the set
 * @param head of its beginning: the header and up to 1 KiB behind it
 * @param tail of up to 1 KiB in front of {@code offset}
 * @param offset behind its last record, in bytes of the content as read, so after decompression
 * @param line number of the line before that place
 * @param timeKind unit of the times of its records, known after the first record
 * @param stamp of the file as it was when it was looked at last; its size is how far it was read,
 *     in bytes of the file
 * @param reading key of the decision how its records are read; empty if none was made
 * @param below whether a header with other columns was read, below which each row is a dead letter
 */
record KnownFile(
    String name,
    int generation,
    String location,
    Print head,
    Print tail,
    long offset,
    long line,
    Optional<EventTime> timeKind,
    Stamp stamp,
    State state,
    String reading,
    boolean below) {

  /** A file in which no header with other columns was read. */
  KnownFile(
      String name,
      int generation,
      String location,
      Print head,
      Print tail,
      long offset,
      long line,
      Optional<EventTime> timeKind,
      Stamp stamp,
      State state,
      String reading) {
    this(
        name,
        generation,
        location,
        head,
        tail,
        offset,
        line,
        timeKind,
        stamp,
        state,
        reading,
        false);
  }

  /** The progress of a file, by which a missing rest is noticed. */
  enum State {
    /** It may have more: if it goes away, something may be missing. */
    OPEN('o'),
    /** It was read on after another was begun, and may grow again: else as {@link #OPEN}. */
    GROWING('g'),
    /** It is compressed and breaks off: something is missing. */
    UNFINISHED('u'),
    /** It was read to its end, and another was begun: nothing is missing if it goes away. */
    DONE('d'),
    /** Something is missing, and was counted. It is read on if it comes back. */
    COUNTED('c'),
    /** Nothing more of it is wanted. */
    REFUSED('r'),
    /** The path of the source does not name it any more. */
    DROPPED('x');

    private final char code;

    State(char code) {
      this.code = code;
    }

    char code() {
      return code;
    }

    static Optional<State> of(char code) {
      for (State state : values()) {
        if (state.code == code) {
          return Optional.of(state);
        }
      }
      return Optional.empty();
    }

    /** Whether something is missing if the file is gone. */
    boolean isMissed() {
      return this == OPEN || this == GROWING || this == UNFINISHED;
    }
  }

  /** The name that positions of its records have; no two files have the same. */
  String text() {
    return text(name, generation);
  }

  static String text(String name, int generation) {
    return generation == 0 ? name : name + "~" + generation;
  }

  KnownFile with(State other) {
    return new KnownFile(
        name,
        generation,
        location,
        head,
        tail,
        offset,
        line,
        timeKind,
        stamp,
        other,
        reading,
        below);
  }

  /** Read by the decision with this key. */
  KnownFile readBy(String key) {
    return new KnownFile(
        name, generation, location, head, tail, offset, line, timeKind, stamp, state, key, below);
  }

  /**
   * Where it is seen, with the inode and the time that it has there. The time of a compressed file
   * may be that of its compression: then the time before remains, as files that were written in
   * between come behind this one.
   */
  KnownFile at(String place, Stamp seen) {
    boolean compressed = place.endsWith(Candidate.COMPRESSED);
    long modified = compressed ? Math.min(stamp.modified(), seen.modified()) : seen.modified();
    return stamped(place, new Stamp(seen.inode(), stamp.size(), modified));
  }

  /** Read up to this place of the file, in its own bytes. */
  KnownFile consumed(long size) {
    return stamped(location, new Stamp(stamp.inode(), size, stamp.modified()));
  }

  private KnownFile stamped(String place, Stamp other) {
    return new KnownFile(
        name, generation, place, head, tail, offset, line, timeKind, other, state, reading, below);
  }
}
