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
 * the lots there are.
 */
final class SinkThread {

  private final String pipeline;
  private final List<Sink> sinks;
  private final ActorRef<Outlet.Command> outlet;
  private final CompletableFuture<Done> ended;
  private final BlockingQueue<Optional<Lot>> queue = new LinkedBlockingQueue<>();
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
   * @param outlet told of each lot that is written, or flushed if it is a barrier
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

  void write(Lot lot) {
    queue.add(Optional.of(lot));
  }

  /** Closes the sinks once everything queued is written. */
  void close() {
    queue.add(Optional.empty());
  }

  /** Stops writing and closes the sinks; what is queued is forgotten. */
  void stop() {
    thread.interrupt();
  }

  private void run() {
    List<Sink.Writer> writers = new ArrayList<>();
    List<Sink.Writer> ofHistory = new ArrayList<>();
    try {
      for (Sink sink : sinks) {
        Sink.Writer writer = sink.open(pipeline);
        writers.add(writer);
        if (sink.takesHistory()) {
          ofHistory.add(writer);
        }
      }
      for (Optional<Lot> lot = queue.take(); lot.isPresent(); lot = queue.take()) {
        write(lot.get(), lot.get().batch.isHistory() ? ofHistory : writers);
        outlet.tell(new Outlet.Written(lot.get()));
      }
    } catch (InterruptedException e) {
      // Stopped: there is nobody to tell, and the thread ends here.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      outlet.tell(new Outlet.WriteFailed(e));
    } finally {
      close(writers);
      outlet.tell(Outlet.Closed.SINKS);
      ended.complete(Done.getInstance());
    }
  }

  private static void write(Lot lot, List<Sink.Writer> writers)
      throws IOException, InterruptedException {
    for (Sink.Writer writer : writers) {
      if (lot.barrier) {
        try {
          writer.flush();
        } catch (Sink.UnsavedException e) {
          lot.unsaved = Optional.of(String.valueOf(e.getMessage()));
        }
      } else {
        writer.write(lot.batch);
      }
    }
  }

  private void close(List<Sink.Writer> writers) {
    for (Sink.Writer writer : writers) {
      try {
        writer.close();
      } catch (IOException | RuntimeException e) {
        outlet.tell(new Outlet.WriteFailed(e));
      }
    }
  }
}
