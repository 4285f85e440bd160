package dev.weir.connectors.file;

import dev.weir.engine.EventTime;
import dev.weir.engine.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a set of files.
 *
 * @param name of the file
 * @param generation counts the files that had that name, from 0
 * @param offset of the next byte, of the content as read, so after decompression; negative if
 *     nothing more of the file is wanted
 * @param line number of the line before it
 * @param head hash of the beginning of the file, by which it is known again
 * @param timeKind what times of its records count, once a record told
 */
record FilePosition(
    String name,
    int generation,
    long offset,
    long line,
    String head,
    Optional<EventTime> timeKind) {

  private static final Pattern FORMAT =
      Pattern.compile("(\\d+)@(-?\\d+) #(\\d+) ([IN?]) (\\w*) (.+)");

  private static final long FINISHED = -1;

  boolean isFinished() {
    return offset < 0;
  }

  /** The same file, of which nothing more is wanted. */
  FilePosition finished() {
    return new FilePosition(name, generation, FINISHED, line, "", timeKind);
  }

  /** Whether it comes later: files are read in the order of their names. */
  boolean isBehind(FilePosition other) {
    int names = name.compareTo(other.name);
    if (names != 0) {
      return names > 0;
    }
    if (generation != other.generation) {
      return generation > other.generation;
    }
    return isFinished() ? !other.isFinished() : !other.isFinished() && offset > other.offset;
  }

  Position toPosition() {
    String kind = timeKind.map(k -> k == EventTime.INSTANT ? "I" : "N").orElse("?");
    return new Position("%d@%d #%d %s %s %s".formatted(line, offset, generation, kind, head, name));
  }

  static FilePosition of(Position position) throws IOException {
    Matcher match = FORMAT.matcher(position.value());
    if (!match.matches()) {
      throw new IOException("'%s' is no place in a file".formatted(position.value()));
    }
    Optional<EventTime> kind =
        switch (match.group(4)) {
          case "I" -> Optional.of(EventTime.INSTANT);
          case "N" -> Optional.of(EventTime.NUMBER);
          default -> Optional.empty();
        };
    return new FilePosition(
        match.group(6),
        Integer.parseInt(match.group(3)),
        Long.parseLong(match.group(2)),
        Long.parseLong(match.group(1)),
        match.group(5),
        kind);
  }
}
