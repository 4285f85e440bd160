package dev.weir.engine.pipeline;

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
  private final ActorRef<Outlet.Command> outlet;
  private final CompletableFuture<Done> ended;
  private final BlockingQueue<Optional<InFlight>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  private SinkThread(
      String pipeline,
      List<Sink> sinks,
      ActorRef<Outlet.Command> outlet,
      CompletableFuture<Done> ended) {
    this.pipeline = pipeline;
    this.sinks = sinks;
    this.outlet = outlet;
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("sinks of " + pipeline).unstarted(this::run);
  }

  /**
   * Opens the sinks and writes what comes.
   *
   * @param outlet told of each slot that is written, or flushed if it is a barrier
   * @param ended completed once the sinks are closed
   */
  static SinkThread start(
      String pipeline,
      List<Sink> sinks,
      ActorRef<Outlet.Command> outlet,
      CompletableFuture<Done> ended) {
    SinkThread writer = new SinkThread(pipeline, sinks, outlet, ended);
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

  /** A sink's writer for this pipeline. */
  private record Opened(Sink sink, Sink.Writer writer) {}

  private void run() {
    List<Opened> all = new ArrayList<>();
    String at = "";
    try {
      for (Sink sink : sinks) {
        at = sink.name();
        all.add(new Opened(sink, sink.open(pipeline)));
      }
      List<Opened> ofHistory = all.stream().filter(opened -> opened.sink.takesHistory()).toList();
      for (Optional<InFlight> item = queue.take(); item.isPresent(); item = queue.take()) {
        boolean history = item.get() instanceof Slot slot && slot.batch.isHistory();
        for (Opened opened : history ? ofHistory : all) {
          at = opened.sink.name();
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
