package dev.weir.chaos.feed;

import dev.weir.chaos.process.WeirProcess;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Puts records into a feed at a steady pace, on a thread of its own, until it is stopped. */
public final class Producer implements AutoCloseable {

  private static final int LOTS_PER_SECOND = 25;

  private final Feed feed;
  private final Workload workload;
  private final Thread thread;
  private volatile int perSecond;
  private volatile boolean stopped;
  private volatile Optional<Exception> failure = Optional.empty();

  private Producer(Feed feed, Workload workload, int perSecond) {
    this.feed = feed;
    this.workload = workload;
    this.perSecond = perSecond;
    this.thread = Thread.ofPlatform().daemon().name("producer").unstarted(this::run);
  }

  public static Producer start(Feed feed, Workload workload, int perSecond) {
    Producer producer = new Producer(feed, workload, perSecond);
    producer.thread.start();
    return producer;
  }

  private void run() {
    long next = 1;
    try {
      while (!stopped) {
        int count = Math.max(1, perSecond / LOTS_PER_SECOND);
        feed.append(workload.rows(next, count));
        next += count;
        LockSupport.parkNanos(1_000_000_000L / LOTS_PER_SECOND);
      }
    } catch (Exception e) {
      failure = Optional.of(e);
    }
  }

  void pace(int recordsPerSecond) {
    perSecond = recordsPerSecond;
  }

  /** Stops; when this returns the ledger is settled. */
  public void finish() throws Exception {
    stopped = true;
    thread.join(WeirProcess.PATIENCE);
    if (failure.isPresent()) {
      throw new IllegalStateException("the producer failed", failure.get());
    }
    if (!feed.ledger().isSettled()) {
      throw new IllegalStateException("the producer could not find out what became of its records");
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
