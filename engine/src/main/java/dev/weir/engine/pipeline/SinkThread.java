package dev.weir.engine.pipeline;

import dev.weir.checkpointing.Mark;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which one pipeline's sinks write, so that they may wait. Its queue is bounded by
 * the slots there are.
 *
 * <p>Stopping it interrupts it. What a sink shares between pipelines is written by a thread of the
 * sink, which this interrupt does not reach: it ends only the wait for that thread.
 */
final class SinkThread {

  private final String pipeline;
  private final List<Sink> sinks;
  private final Optional<Marking> marking;
  private final ActorRef<Outlet.Command> outlet;
  private final CompletableFuture<Done> ended;
  private final BlockingQueue<Optional<InFlight>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  private SinkThread(
      String pipeline,
      List<Sink> sinks,
      Optional<Marking> marking,
      ActorRef<Outlet.Command> outlet,
      CompletableFuture<Done> ended) {
    this.pipeline = pipeline;
    this.sinks = sinks;
    this.marking = marking;
    this.outlet = outlet;
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("sinks of " + pipeline).unstarted(this::run);
  }

  /**
   * Opens the sinks and writes what comes.
   *
   * @param marking where it says how far the sinks may have got; empty if nobody asks
   * @param outlet receives {@link Outlet.Written} for each slot written, and each barrier flushed
   * @param ended completed once the sinks are closed
   */
  static SinkThread start(
      String pipeline,
      List<Sink> sinks,
      Optional<Marking> marking,
      ActorRef<Outlet.Command> outlet,
      CompletableFuture<Done> ended) {
    SinkThread writer = new SinkThread(pipeline, sinks, marking, outlet, ended);
    writer.thread.start();
    return writer;
  }

  void write(InFlight item) {
    queue.add(Optional.of(item));
  }

  /** Closes the sinks once everything queued is written. */
  void close() {
    queue.add(Optional.empty());
  }

  /** Stops writing, whatever a sink waits for, and closes the sinks; what is queued is dropped. */
  void stop() {
    thread.interrupt();
  }

  /** Opens the mark that is moved before a batch is written. */
  @FunctionalInterface
  interface Marking {
    Mark open() throws IOException;
  }

  /** A sink's writer for this pipeline. */
  private record Opened(Sink sink, Sink.Writer writer) {}

  private void run() {
    List<Opened> all = new ArrayList<>();
    String at = "the mark of what is written";
    try (Progress progress = new Progress(marking)) {
      for (Sink sink : sinks) {
        at = sink.name();
        all.add(new Opened(sink, sink.open(pipeline)));
      }
      List<Opened> ofHistory = all.stream().filter(opened -> opened.sink.takesHistory()).toList();
      for (Optional<InFlight> item = queue.take(); item.isPresent(); item = queue.take()) {
        boolean history = item.get() instanceof Slot slot && slot.batch.isHistory();
        for (Opened opened : history ? ofHistory : all) {
          at = opened.sink.name();
          progress.before(item.get());
          write(item.get(), opened.writer);
        }
        outlet.tell(new Outlet.Written(item.get()));
      }
    } catch (InterruptedException e) {
      // Stopped: the outlet is gone, and the thread ends here.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      outlet.tell(new Outlet.WriteFailed(at, e));
    } finally {
      close(all);
      outlet.tell(Outlet.Closed.SINKS);
      ended.complete(Done.getInstance());
    }
  }

  /** The mark, if there is one. */
  private static final class Progress implements AutoCloseable {

    private final @Nullable Mark mark;

    Progress(Optional<Marking> marking) throws IOException {
      mark = marking.isPresent() ? marking.get().open() : null;
    }

    void before(InFlight item) throws IOException {
      if (mark != null && item instanceof Slot slot) {
        mark.moveTo(slot.lastRecord);
      }
    }

    @Override
    public void close() throws IOException {
      if (mark != null) {
        mark.close();
      }
    }
  }

  private static void write(InFlight item, Sink.Writer writer)
      throws IOException, InterruptedException {
    switch (item) {
      case Slot slot -> writer.write(slot.batch);
      case Barrier barrier -> {
        try {
          writer.flush();
        } catch (Sink.UnsavedException e) {
          barrier.unsaved(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void close(List<Opened> all) {
    for (Opened opened : all) {
      try {
        opened.writer.close();
      } catch (IOException | RuntimeException e) {
        outlet.tell(new Outlet.WriteFailed(opened.sink.name(), e));
      }
    }
  }
}
