package dev.weir.connectors.ingest;

import dev.weir.connectors.file.content.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes groups of batches to the files of a journal. Used by one thread at a time. */
final class GroupWriter {

  private final Path directory;
  private final JournalLimits limits;
  private final LongSupplier millis;
  private final List<Segment> segments;
  private final Consumer<String> warnings;
  private final KeyIndex keys;
  private @Nullable FileChannel file;
  private long next = 1;
  private long covered;
  private boolean failed;

  /**
   * Writes into this directory.
   *
   * @param segments the files, oldest first; changed here only
   */
  GroupWriter(
      Path directory,
      JournalLimits limits,
      LongSupplier millis,
      List<Segment> segments,
      Consumer<String> warnings) {
    this.directory = directory;
    this.limits = limits;
    this.millis = millis;
    this.segments = segments;
    this.warnings = warnings;
    this.keys = new KeyIndex(limits.keys());
  }

  /** Reads what is there, and cuts off a group that was not written whole. */
  void recover() throws IOException {
    List<Segment> found = Segment.list(directory);
    for (int i = 0; i < found.size(); i++) {
      Segment segment = found.get(i);
      long cut = segment.recover(i == found.size() - 1, this::remember);
      if (cut > 0) {
        warnings.accept(
            "%s: the last %d bytes are removed: they were not written whole, and their batches were not acknowledged"
                .formatted(segment.path(), cut));
      }
      next = segment.last() + 1;
    }
    segments.addAll(found);
  }

  private void remember(Frame frame) {
    keys.add(frame.key(), new KeyIndex.Known(frame.fingerprint(), frame.first(), frame.last()));
  }

  void startBehind(long line) {
    next = line + 1;
  }

  /** Lines up to this one are covered by a checkpoint. */
  void forget(long upTo) {
    covered = Math.max(covered, upTo);
    long bytes = bytes();
    while (segments.size() > 1 && segments.getFirst().last() <= covered && bytes > limits.kept()) {
      Segment oldest = segments.getFirst();
      try {
        Files.deleteIfExists(oldest.path());
      } catch (IOException e) {
        warnings.accept("cannot delete %s: %s".formatted(oldest.path(), FileFailure.of(e)));
        return;
      }
      segments.removeFirst();
      bytes -= oldest.durable();
      keys.forget(oldest.last());
    }
  }

  private long bytes() {
    return segments.stream().mapToLong(Segment::durable).sum();
  }

  /** Writes a group, and forces it; returns what answers those who wait. Does not throw. */
  Runnable write(List<IngestJournal.Append> batches) {
    long before = next;
    List<Runnable> answers = new ArrayList<>();
    try {
      writeAll(batches, answers);
      return () -> answers.forEach(Runnable::run);
    } catch (IOException e) {
      failed = true;
      next = before;
      keys.forgetFrom(before);
      IOException failure =
          new IOException("cannot write to %s: %s".formatted(directory, FileFailure.of(e)), e);
      return () -> batches.forEach(batch -> batch.receipt().completeExceptionally(failure));
    }
  }

  private void writeAll(List<IngestJournal.Append> batches, List<Runnable> answers)
      throws IOException {
    if (batches.isEmpty()) {
      return;
    }
    repair();
    Segment segment = null;
    long group = 0;
    long at = 0;
    long room = limits.most() - bytes();
    List<ByteBuffer> frames = new ArrayList<>();
    for (IngestJournal.Append batch : batches) {
      Optional<KeyIndex.Known> known =
          batch.key().equals(BatchKey.NONE) ? Optional.empty() : keys.find(batch.key());
      if (known.isPresent()) {
        answers.add(() -> batch.receipt().complete(again(batch, known.get())));
        continue;
      }
      if (Frame.size(batch.body().length) > room) {
        answers.add(() -> batch.receipt().complete(full()));
        continue;
      }
      if (segment == null) {
        segment = current();
        group = segment.durable();
        at = group;
      }
      Frame frame =
          new Frame(
              batch.format(),
              group,
              next,
              batch.lines(),
              millis.getAsLong(),
              batch.key(),
              batch.fingerprint(),
              batch.body());
      remember(frame);
      frames.add(frame.bytes());
      next = frame.last() + 1;
      at += frame.size();
      room -= frame.size();
      Receipt stored = new Receipt.Stored(frame.first(), frame.last(), false);
      answers.add(() -> batch.receipt().complete(stored));
    }
    if (segment != null) {
      force(segment, frames, group);
      segment.forced(at, next - 1);
    }
  }

  private static Receipt again(IngestJournal.Append batch, KeyIndex.Known known) {
    return known.fingerprint() == batch.fingerprint()
        ? new Receipt.Stored(known.first(), known.last(), true)
        : new Receipt.KeyReused();
  }

  private Receipt full() {
    return new Receipt.Full(
        "the journal holds %d bytes that no checkpoint covers yet, or that are kept"
            .formatted(limits.most()));
  }

  /** The file to write to; a new one if the last has its size. */
  private Segment current() throws IOException {
    if (file == null || segments.isEmpty() || segments.getLast().durable() >= limits.segment()) {
      close();
      if (segments.isEmpty() || segments.getLast().durable() >= limits.segment()) {
        segments.add(create());
      }
      file = FileChannel.open(segments.getLast().path(), StandardOpenOption.WRITE);
    }
    return segments.getLast();
  }

  private Segment create() throws IOException {
    Segment segment = new Segment(directory, next);
    FileChannel.open(segment.path(), StandardOpenOption.WRITE, StandardOpenOption.CREATE).close();
    try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
      parent.force(true);
    }
    return segment;
  }

  private void force(Segment segment, List<ByteBuffer> frames, long from) throws IOException {
    FileChannel to = file;
    if (to == null) {
      throw new IOException(segment.path() + " is not open");
    }
    to.position(from);
    for (ByteBuffer frame : frames) {
      while (frame.hasRemaining()) {
        to.write(frame);
      }
    }
    to.force(false);
  }

  /** After a failure: what may have been written behind the last acknowledged group is cut off. */
  private void repair() throws IOException {
    if (!failed) {
      return;
    }
    close();
    if (!segments.isEmpty()) {
      Segment last = segments.getLast();
      try (FileChannel damaged = FileChannel.open(last.path(), StandardOpenOption.WRITE)) {
        damaged.truncate(last.durable());
        damaged.force(true);
      }
    }
    failed = false;
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
