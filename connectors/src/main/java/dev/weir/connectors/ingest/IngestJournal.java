package dev.weir.connectors.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
      BatchFormat format,
      byte[] body,
      BatchKey key,
      Fingerprint fingerprint,
      CompletableFuture<Receipt> receipt)
      implements Work {}

  private record Forget(long upTo) implements Work {}

  private record StartBehind(long line) implements Work {}

  private record Stop() implements Work {}

  private final JournalLimits limits;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final SegmentFiles files;
  private final GroupWriter writer;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Opens a journal, and recovers it from a crash.
   *
   * @param directory of its own, which is there, and survives a power cut
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
    this.limits = limits;
    this.files = new SegmentFiles(directory, limits.segment(), warnings);
    this.writer = new GroupWriter(files, limits, millis);
    writer.recover();
    this.thread = threads.newThread(this::write);
    thread.start();
  }

  /**
   * Stores a batch.
   *
   * @param body lines of records, at least one; not changed by the caller any more
   * @return completed once the batch is on disk, or is refused; with an {@link IOException} if the
   *     disk failed or the journal is closed, in which case nothing is stored
   */
  public CompletionStage<Receipt> append(BatchFormat format, byte[] body, BatchKey key) {
    byte[] lines = LineText.of(body);
    if (lines.length > Frame.LARGEST_BODY || lines.length == 0) {
      throw new IllegalArgumentException("a batch of %d bytes".formatted(lines.length));
    }
    if (waiting.addAndGet(lines.length) > limits.waiting()) {
      waiting.addAndGet(-lines.length);
      return CompletableFuture.completedFuture(
          new Receipt.Full("%d bytes of batches wait for the disk".formatted(limits.waiting())));
    }
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    Fingerprint fingerprint = Fingerprint.of(format, lines);
    Append batch = new Append(format, lines, key, fingerprint, receipt);
    queue.add(batch);
    if (closed && queue.remove(batch)) {
      refuse(batch);
    }
    return receipt;
  }

  private void refuse(Append batch) {
    batch
        .receipt()
        .completeExceptionally(
            new IOException("the journal %s is closed".formatted(files.directory())));
  }

  /** Batches up to this line are covered by the oldest checkpoint: they need not be kept. */
  void forget(long upTo) {
    queue.add(new Forget(upTo));
  }

  /**
   * Lines of batches that come after this call are numbered from behind this one on, if none is
   * kept.
   */
  void startBehind(long line) {
    queue.add(new StartBehind(line));
  }

  /** The files, oldest first. */
  List<Segment> segments() {
    return files.all();
  }

  /** Number of the last line that is on disk; 0 if there is none. */
  long last() {
    return files.last();
  }

  Path directory() {
    return files.directory();
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
    while (!closed) {
      List<Work> group = new ArrayList<>();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Only close() ends this thread.
        continue;
      }
      queue.drainTo(group);
      write(group);
    }
    files.close();
    List<Work> late = new ArrayList<>();
    queue.drainTo(late);
    late.stream().filter(Append.class::isInstance).map(Append.class::cast).forEach(this::refuse);
  }

  private void write(List<Work> group) {
    List<Append> batches = new ArrayList<>();
    for (Work work : group) {
      switch (work) {
        case Append batch -> batches.add(batch);
        case Forget(long upTo) -> writer.forget(upTo);
        case StartBehind(long line) -> writer.startBehind(line);
        case Stop stop -> closed = true;
      }
    }
    Runnable answers = writer.write(batches);
    batches.forEach(batch -> waiting.addAndGet(-batch.body().length));
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
    answers.run();
  }

  /** Writes what waits, and ends the writing thread. Batches that come later are refused. */
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
