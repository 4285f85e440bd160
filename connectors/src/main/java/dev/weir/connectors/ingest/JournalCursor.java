package dev.weir.connectors.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a journal in their order, as far as they are on disk. One owner. */
final class JournalCursor implements AutoCloseable {

  private final IngestJournal journal;
  private @Nullable Segment segment;
  private @Nullable FileChannel file;
  private long at;

  JournalCursor(IngestJournal journal) {
    this.journal = journal;
  }

  /** Goes to the file in which the line behind this one is, or that follows it. */
  void seek(long behind) throws IOException {
    close();
    for (Segment each : journal.segments()) {
      if (segment == null || each.first() <= behind + 1) {
        segment = each;
      }
    }
    at = 0;
  }

  /** Number of the first line that is kept; empty if the journal is empty. */
  Optional<Long> firstKept() {
    return journal.segments().stream().findFirst().map(Segment::first);
  }

  /** The next frame; empty if there is none now. */
  Optional<Frame> next() throws IOException {
    Segment current = segment;
    if (current == null) {
      seek(0);
      current = segment;
      if (current == null) {
        return Optional.empty();
      }
    }
    while (at >= current.durable()) {
      Optional<Segment> following = following(current);
      // The file may have grown before the next one was begun.
      if (at < current.durable()) {
        break;
      }
      if (following.isEmpty()) {
        return Optional.empty();
      }
      close();
      current = following.get();
      segment = current;
      at = 0;
    }
    Optional<Frame> frame = Frame.read(opened(current), at, current.durable());
    if (frame.isEmpty()) {
      throw new IOException(
          "%s is damaged at byte %d; restore the file from a backup".formatted(current.path(), at));
    }
    at += frame.get().size();
    return frame;
  }

  private Optional<Segment> following(Segment current) {
    return journal.segments().stream().filter(each -> each.first() > current.first()).findFirst();
  }

  private FileChannel opened(Segment current) throws IOException {
    FileChannel open = file;
    if (open == null) {
      open = FileChannel.open(current.path(), StandardOpenOption.READ);
      file = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = file;
    file = null;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
