package dev.weir.connectors.ingest;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of a journal. Its name holds the number of its first line. Written by one thread, read
 * by others up to {@link #durable()}.
 */
final class Segment {

  private static final Pattern NAME = Pattern.compile("batches-(\\d{19})\\.log");

  private final Path path;
  private final long first;
  private volatile long durable;
  private volatile long last;

  Segment(Path directory, long first) {
    this(directory.resolve("batches-%019d.log".formatted(first)), first, 0);
  }

  private Segment(Path path, long first, long durable) {
    this.path = path;
    this.first = first;
    this.durable = durable;
    this.last = first - 1;
  }

  Path path() {
    return path;
  }

  /** Number of its first line. */
  long first() {
    return first;
  }

  /** Number of its last line; one less than the first if it is empty. */
  long last() {
    return last;
  }

  /** Bytes that are on disk for certain. */
  long durable() {
    return durable;
  }

  /** Bytes up to this offset, and lines up to this number, are on disk now. */
  void forced(long offset, long line) {
    last = line;
    durable = offset;
  }

  /** The files of a journal, oldest first. */
  static List<Segment> list(Path directory) throws IOException {
    List<Segment> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          found.add(new Segment(file, Long.parseLong(name.group(1)), 0));
        }
      }
    }
    return found;
  }

  /**
   * Reads the file once, and cuts off a group at its end that was not written whole: no batch of it
   * was acknowledged.
   *
   * @param newest whether no file follows: only then may it end with an unfinished group
   * @param each gets every frame in its order
   * @return the number of bytes that were cut off
   * @throws IOException if a batch that was acknowledged is damaged
   */
  long recover(boolean newest, Consumer<Frame> each) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = file.size();
      long at = 0;
      for (Optional<Frame> frame = Frame.read(file, at, end);
          frame.isPresent();
          frame = Frame.read(file, at, end)) {
        each.accept(frame.get());
        at += frame.get().size();
        forced(at, frame.get().last());
      }
      if (at < end) {
        if (!newest || hasLaterGroup(file, at, end)) {
          throw new IOException(
              "%s is damaged at byte %d; restore the file from a backup, or move it away: its batches are then counted as a gap"
                  .formatted(path, at));
        }
        file.truncate(at);
        file.force(true);
      }
      return end - at;
    }
  }

  /** Whether a whole frame follows whose group began behind the damage: that group was complete. */
  private static boolean hasLaterGroup(FileChannel file, long damage, long end) throws IOException {
    MappedByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, damage, end - damage);
    for (int at = 1; at <= bytes.limit() - Integer.BYTES; at++) {
      if (bytes.getInt(at) == Frame.MARK) {
        Optional<Frame> frame = Frame.read(file, damage + at, end);
        if (frame.isPresent() && frame.get().group() > damage) {
          return true;
        }
      }
    }
    return false;
  }
}
