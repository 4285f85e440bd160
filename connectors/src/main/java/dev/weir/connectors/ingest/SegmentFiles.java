package dev.weir.connectors.ingest;

import dev.weir.connectors.file.content.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of a journal. Written by one thread; {@link #all} may be read by others. */
final class SegmentFiles {

  private final Path directory;
  private final long mostBytes;
  private final Consumer<String> warnings;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private @Nullable FileChannel file;

  /**
   * Files in this directory, which is there.
   *
   * @param mostBytes size from which on a new file is begun
   */
  SegmentFiles(Path directory, long mostBytes, Consumer<String> warnings) {
    this.directory = directory;
    this.mostBytes = mostBytes;
    this.warnings = warnings;
  }

  Path directory() {
    return directory;
  }

  /** The files, oldest first. */
  List<Segment> all() {
    return segments;
  }

  /** Bytes of all files. */
  long bytes() {
    return segments.stream().mapToLong(Segment::durable).sum();
  }

  /** Number of the last line that is on disk; 0 if there is none. */
  long last() {
    return segments.isEmpty() ? 0 : segments.getLast().last();
  }

  /** Reads what is there, and cuts off a group that was not written whole. */
  void recover(Consumer<Frame> each) throws IOException {
    List<Segment> found = Segment.list(directory);
    for (Segment segment : found) {
      long cut = segment.recover(segment.equals(found.getLast()), each);
      if (cut > 0) {
        warnings.accept(
            "%s: the last %d bytes are removed: they were not written whole, and their batches were not acknowledged"
                .formatted(segment.path(), cut));
      }
    }
    segments.addAll(found);
  }

  /** The file to write to, open; a new one, from this line on, if the last has its size. */
  Segment current(long line) throws IOException {
    boolean full = segments.isEmpty() || segments.getLast().durable() >= mostBytes;
    if (full) {
      close();
      segments.add(create(line));
    }
    if (file == null) {
      file = FileChannel.open(segments.getLast().path(), StandardOpenOption.WRITE);
    }
    return segments.getLast();
  }

  private Segment create(long line) throws IOException {
    Segment segment = new Segment(directory, line);
    FileChannel.open(segment.path(), StandardOpenOption.WRITE, StandardOpenOption.CREATE).close();
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
    return segment;
  }

  /** Writes the bytes of frames behind what is in the current file, and forces it to disk. */
  void force(Segment segment, List<ByteBuffer> frames, long lastLine) throws IOException {
    FileChannel to = file;
    if (to == null) {
      throw new IOException(segment.path() + " is not open");
    }
    to.position(segment.durable());
    ByteBuffer[] all = frames.toArray(ByteBuffer[]::new);
    while (all[all.length - 1].hasRemaining()) {
      to.write(all);
    }
    to.force(false);
    segment.forced(to.position(), lastLine);
  }

  /** After a failed write: cuts off what stands behind the last group that was forced. */
  void repair() throws IOException {
    close();
    if (!segments.isEmpty()) {
      Segment last = segments.getLast();
      try (FileChannel damaged = FileChannel.open(last.path(), StandardOpenOption.WRITE)) {
        damaged.truncate(last.durable());
        damaged.force(true);
      }
    }
  }

  /**
   * Deletes the oldest files whose lines are all covered, while there are more bytes than are to be
   * kept; the newest stays.
   *
   * @return number of the last line that was deleted; 0 if none was
   */
  long delete(long covered, long kept) {
    long deleted = 0;
    while (segments.size() > 1 && segments.getFirst().last() <= covered && bytes() > kept) {
      Segment oldest = segments.getFirst();
      try {
        Files.deleteIfExists(oldest.path());
      } catch (IOException e) {
        warnings.accept("cannot delete %s: %s".formatted(oldest.path(), FileFailure.of(e)));
        return deleted;
      }
      segments.removeFirst();
      deleted = oldest.last();
    }
    return deleted;
  }

  void close() {
    FileChannel open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        warnings.accept("cannot close a file in %s: %s".formatted(directory, FileFailure.of(e)));
      }
    }
  }
}
