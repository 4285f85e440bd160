package dev.weir.connectors.ingest;

import dev.weir.connectors.text.LineFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps batches of lines on disk until they were read and are covered by a checkpoint. Every method
 * may be called on any thread. One thread of its own writes: all batches that wait form a group,
 * which is forced to disk once.
 */
public final class IngestJournal implements AutoCloseable {

  /** A request to the writing thread. */
  sealed interface Work {}

  @SuppressWarnings("ArrayRecordComponent") // Batches are not compared.
  record Append(
      LineFormat format,
      byte[] body,
      int lines,
      BatchKey key,
      long fingerprint,
      CompletableFuture<Receipt> receipt)
      implements Work {}

  private record Forget(long upTo) implements Work {}

  private record Stop() implements Work {}

  private final Path directory;
  private final JournalLimits limits;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final GroupWriter writer;
  private final Thread thread;

  /**
   * Opens a journal, and recovers it from a crash.
   *
   * @param directory of its own; made if it is not there
   * @param millis the wall clock, milliseconds since 1970
   * @param threads makes the writing thread
   * @param warnings gets sentences for the log
   * @throws IOException if it cannot be read or written, or an acknowledged batch is damaged
   */
  public IngestJournal(
      Path directory,
      JournalLimits limits,
      LongSupplier millis,
      ThreadFactory threads,
      Consumer<String> warnings)
      throws IOException {
    this.directory = directory;
    this.limits = limits;
    Files.createDirectories(directory);
    this.writer = new GroupWriter(directory, limits, millis, segments, warnings);
    writer.recover();
    this.thread = threads.newThread(this::write);
    thread.start();
  }

  /**
   * Stores a batch.
   *
   * @param body whole lines, as they are read later; not changed by the caller any more
   * @param lines how many it has, 1 or more
   * @return completed once the batch is on disk, or is refused; with an {@link IOException} if the
   *     disk failed, in which case nothing is stored
   */
  public CompletionStage<Receipt> append(LineFormat format, byte[] body, int lines, BatchKey key) {
    if (body.length > Frame.LARGEST_BODY || lines < 1) {
      throw new IllegalArgumentException(
          "a batch of %d bytes and %d lines".formatted(body.length, lines));
    }
    if (waiting.addAndGet(body.length) > limits.waiting()) {
      waiting.addAndGet(-body.length);
      return CompletableFuture.completedFuture(
          new Receipt.Full("%d bytes of batches wait for the disk".formatted(limits.waiting())));
    }
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    long fingerprint = BatchKey.fingerprint(Frame.code(format), body);
    queue.add(new Append(format, body, lines, key, fingerprint, receipt));
    return receipt;
  }

  /** Batches up to this line are covered by the oldest checkpoint: they need not be kept. */
  void forget(long upTo) {
    queue.add(new Forget(upTo));
  }

  /** The files, oldest first. */
  List<Segment> segments() {
    return segments;
  }

  /** Number of the last line that is on disk; 0 if there is none. */
  long last() {
    return segments.isEmpty() ? 0 : segments.getLast().last();
  }

  /** Lines are numbered from behind this one on, if the journal is empty. */
  void startBehind(long line) throws IOException {
    if (segments.isEmpty()) {
      writer.startBehind(line);
    }
  }

  Path directory() {
    return directory;
  }

  /** Waits until there are lines behind this one; at most for this time. */
  void await(long behind, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (last() <= behind && left > 0) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    boolean open = true;
    while (open) {
      List<Work> group = new ArrayList<>();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Only close() ends this thread.
        continue;
      }
      queue.drainTo(group);
      open = write(group);
    }
    writer.close();
  }

  private boolean write(List<Work> group) {
    List<Append> batches = new ArrayList<>();
    Optional<Long> covered = Optional.empty();
    boolean goesOn = true;
    for (Work work : group) {
      switch (work) {
        case Append batch -> batches.add(batch);
        case Forget(long upTo) -> covered = Optional.of(upTo);
        case Stop stop -> goesOn = false;
      }
    }
    covered.ifPresent(writer::forget);
    Runnable answers = writer.write(batches);
    batches.forEach(batch -> waiting.addAndGet(-batch.body().length));
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    answers.run();
    return goesOn;
  }

  /** Writes what waits, and ends the writing thread. Batches that come later are never answered. */
  @Override
  public void close() {
    queue.add(new Stop());
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
