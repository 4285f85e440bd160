package dev.weir.connectors;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The only thread that touches a file or a stream that several pipelines write to. Pipelines hand
 * over one task per batch and wait for it. An interrupt ends that wait and never reaches the task,
 * so a pipeline that stops cannot close a channel that others use. Thread-safe.
 *
 * <p>The thread is a daemon, starts with the first task and ends after 10 s without one.
 */
public final class OwnerThread {

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor thread;

  /** Creates no thread yet. */
  public OwnerThread(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /** Work on what is shared. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException;
  }

  /**
   * Runs the task after all tasks handed over before, and returns when it has ended.
   *
   * @throws IOException thrown by the task
   * @throws InterruptedException if the caller is interrupted, before or while it waits: a task
   *     that has begun runs to its end, one that has not is dropped
   */
  public void run(Task task) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    FutureTask<Void> handedOver = future(task);
    thread.execute(handedOver);
    try {
      await(handedOver);
    } catch (InterruptedException e) {
      thread.remove(handedOver);
      throw e;
    }
  }

  /**
   * Runs a task that takes hold of something, as {@link #run} does. If the caller is interrupted,
   * {@code release} runs behind it, whether the task was run or dropped.
   */
  public void acquire(Task task, Task release) throws IOException, InterruptedException {
    try {
      run(task);
    } catch (InterruptedException e) {
      thread.execute(future(release));
      throw e;
    }
  }

  /**
   * Runs the task after all tasks handed over before, also for an interrupted caller. Returns when
   * it has ended, or at once if the caller is interrupted, whose interrupt status stays set.
   *
   * @throws IOException thrown by the task; never for an interrupted caller
   */
  public void release(Task task) throws IOException {
    FutureTask<Void> handedOver = future(task);
    thread.execute(handedOver);
    try {
      await(handedOver);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FutureTask<Void> future(Task task) {
    return new FutureTask<>(() -> {
      task.run();
      return null;
    });
  }

  private static void await(FutureTask<Void> task) throws IOException, InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }
}
