package dev.weir.connectors.ingest;

import dev.weir.connectors.file.content.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Writes groups of batches, each batch once for its key. Used by one thread at a time. */
final class GroupWriter {

  private final SegmentFiles files;
  private final JournalLimits limits;
  private final LongSupplier millis;
  private final KeyIndex keys;
  private long next = 1;
  private boolean failed;

  /** Writes to these files. */
  GroupWriter(SegmentFiles files, JournalLimits limits, LongSupplier millis) {
    this.files = files;
    this.limits = limits;
    this.millis = millis;
    this.keys = new KeyIndex(limits.keys());
  }

  /** Reads what is there: keys and the number of the last line. */
  void recover() throws IOException {
    files.recover(this::remember);
    next = files.last() + 1;
  }

  private void remember(Frame frame) {
    keys.add(frame.key(), new KeyIndex.Known(frame.fingerprint(), frame.first(), frame.last()));
  }

  /** Lines are numbered from behind this one on, if there is none yet. */
  void startBehind(long line) {
    if (files.all().isEmpty()) {
      next = Math.max(next, line + 1);
    }
  }

  /** Lines up to this one are covered by a checkpoint. */
  void forget(long covered) {
    keys.forget(files.delete(covered, limits.kept()));
  }

  /** Writes a group, and forces it; returns what answers those who wait. Does not throw. */
  Runnable write(List<IngestJournal.Append> batches) {
    long before = next;
    List<Runnable> answers = new ArrayList<>();
    try {
      writeAll(batches, answers);
      return () -> answers.forEach(Runnable::run);
    } catch (IOException e) {
      return failed(batches, before, FileFailure.of(e), e);
    } catch (RuntimeException e) {
      return failed(batches, before, e.toString(), e);
    }
  }

  private Runnable failed(
      List<IngestJournal.Append> batches, long before, String why, Exception cause) {
    failed = true;
    next = before;
    keys.forgetFrom(before);
    IOException failure =
        new IOException("cannot write to %s: %s".formatted(files.directory(), why), cause);
    return () -> batches.forEach(batch -> batch.receipt().completeExceptionally(failure));
  }

  private void writeAll(List<IngestJournal.Append> batches, List<Runnable> answers)
      throws IOException {
    if (batches.isEmpty()) {
      return;
    }
    if (failed) {
      files.repair();
      failed = false;
    }
    Segment segment = files.current(next);
    List<ByteBuffer> frames = new ArrayList<>();
    long room = limits.most() - files.bytes();
    for (IngestJournal.Append batch : batches) {
      Optional<KeyIndex.Known> known = keys.find(batch.key());
      if (known.isPresent()) {
        answers.add(() -> batch.receipt().complete(again(batch, known.get())));
      } else if (Frame.size(batch.body().length) > room) {
        answers.add(() -> batch.receipt().complete(full()));
      } else {
        Frame frame = frame(segment, batch);
        remember(frame);
        frames.addAll(frame.bytes());
        next = frame.last() + 1;
        room -= frame.size();
        Receipt stored = new Receipt.Stored(frame.first(), frame.last(), false);
        answers.add(() -> batch.receipt().complete(stored));
      }
    }
    if (!frames.isEmpty()) {
      files.force(segment, frames, next - 1);
    }
  }

  private Frame frame(Segment segment, IngestJournal.Append batch) {
    return new Frame(
        batch.format(),
        segment.durable(),
        next,
        LineText.count(batch.body()),
        millis.getAsLong(),
        batch.key(),
        batch.fingerprint(),
        batch.body());
  }

  private static Receipt again(IngestJournal.Append batch, KeyIndex.Known known) {
    return known.fingerprint().isOf(batch.format(), batch.body())
        ? new Receipt.Stored(known.first(), known.last(), true)
        : new Receipt.KeyReused();
  }

  private Receipt full() {
    return new Receipt.Full(
        "the journal holds %d bytes that no checkpoint covers yet, or that are kept"
            .formatted(limits.most()));
  }
}
