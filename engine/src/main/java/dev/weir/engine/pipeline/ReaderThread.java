package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.Phase;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.StreamClock;
import dev.weir.engine.StreamTime;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The thread on which one pipeline's source is read, so that reading may wait. Reads ahead as long
 * as it has a free lot and what it read and nobody took is below the size of the input queue.
 */
final class ReaderThread {

  private sealed interface Errand {}

  private record Free(Lot lot) implements Errand {}

  private record Taken(int records) implements Errand {}

  private record Commit(Position upTo) implements Errand {}

  private enum Stop implements Errand {
    READING
  }

  /**
   * What a reader needs.
   *
   * @param from where to begin; empty for the source's own beginning
   * @param alreadyRead records read before that place
   * @param poison positions of records that no model survives
   * @param time of the stream at that place; empty if no series is watched for silence
   * @param closed completed once the source is closed
   */
  record Setup(
      String pipeline,
      Source source,
      long epoch,
      Optional<Position> from,
      SeriesTable series,
      long alreadyRead,
      Set<String> poison,
      Optional<StreamTime> time,
      BatchSizer pace,
      Monitor monitor,
      LongSupplier nanoTime,
      CompletableFuture<Done> closed) {}

  /** How long a poll may wait; also how long an errand may have to. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final Setup setup;
  private final ActorRef<Ingestion.Command> ingestion;
  private final PipelineMonitor monitor;
  private final Router router;
  private final BlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
  private final Deque<Lot> free = new ArrayDeque<>();
  private final Thread thread;
  private final Optional<StreamClock> clock;
  private Batch.Stream stream = new Batch.Stream("", 0, (high, low) -> "");
  private long readInAll;
  private int untaken;
  private boolean reading = true;

  /** Whether the next lot is the first behind a history. */
  private boolean goesLive;

  private ReaderThread(Setup setup, int workers, ActorRef<Ingestion.Command> ingestion) {
    this.setup = setup;
    this.ingestion = ingestion;
    this.monitor = setup.monitor().pipeline(setup.pipeline());
    this.router = new Router(workers, setup.pace().capacity());
    this.readInAll = setup.alreadyRead();
    for (int i = 0; i < setup.pace().lots(); i++) {
      free.add(newLot(workers));
    }
    this.clock = setup.time().map(StreamClock::new);
    this.thread = Thread.ofVirtual().name("reader of " + setup.pipeline()).unstarted(this::run);
  }

  private Lot newLot(int workers) {
    int capacity = setup.pace().capacity();
    return new Lot(
        new Batch(capacity, 1),
        workers,
        ingestion,
        setup.time().map(time -> new StreamTimes(capacity)));
  }

  /** Opens the source and reads. */
  static ReaderThread start(Setup setup, int workers, ActorRef<Ingestion.Command> ingestion) {
    ReaderThread reader = new ReaderThread(setup, workers, ingestion);
    reader.thread.start();
    return reader;
  }

  /** The lot may be filled again. */
  void free(Lot lot) {
    errands.add(new Free(lot));
  }

  /** So many records that were read are with the workers now. */
  void taken(int records) {
    errands.add(new Taken(records));
  }

  /** The source may forget what is before. */
  void commit(Position upTo) {
    errands.add(new Commit(upTo));
  }

  /** Reads no more, but keeps the source open for commits. */
  void stopReading() {
    errands.add(Stop.READING);
  }

  /** Closes the source, whatever it is doing. */
  void close() {
    thread.interrupt();
  }

  private void run() {
    try (Source.Reader source = setup.source().open(setup.from(), setup.series())) {
      // A source that never waits would never notice.
      while (!Thread.currentThread().isInterrupted()) {
        Errand errand = mayRead() ? errands.poll() : errands.take();
        if (errand != null) {
          run(errand, source);
        } else {
          read(source, free.remove());
        }
      }
    } catch (InterruptedException e) {
      // Closed: there is nobody to tell, and the thread ends here.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      if (!Thread.currentThread().isInterrupted()) {
        ingestion.tell(new Ingestion.ReadFailed(e));
      }
    } finally {
      setup.closed().complete(Done.getInstance());
    }
  }

  private boolean mayRead() {
    return reading
        && !free.isEmpty()
        && untaken + setup.pace().limit() <= setup.pace().inputQueue();
  }

  private void run(Errand errand, Source.Reader source) throws IOException {
    switch (errand) {
      case Free(Lot lot) -> free.add(lot);
      case Taken(int records) -> untaken -= records;
      case Commit(Position upTo) -> source.commit(upTo);
      case Stop.READING -> stop();
    }
  }

  private void stop() {
    if (reading) {
      reading = false;
      ingestion.tell(Ingestion.ReaderStopped.NOTHING_MORE);
    }
  }

  private void read(Source.Reader source, Lot lot) throws IOException, InterruptedException {
    lot.batch.clear(streamOf(source));
    Source.State state = source.poll(lot.batch, setup.pace().limit(), PATIENCE);
    setup.pace().polled(lot.batch.size(), state);
    if (lot.batch.size() == 0) {
      free.addFirst(lot);
    } else {
      pass(lot, source.position());
    }
    monitor.source(source.gapRecords(), source.gaps(), source.trouble());
    if (state == Source.State.IDLE || state == Source.State.ENDED) {
      monitor.idle(setup.nanoTime().getAsLong(), state == Source.State.ENDED);
    }
    if (state == Source.State.ENDED) {
      reading = false;
      ingestion.tell(Ingestion.ReaderStopped.SOURCE_ENDED);
    }
  }

  private Batch.Stream streamOf(Source.Reader source) {
    PositionFormat positions = source.positions();
    Phase phase = source.phase();
    goesLive |= stream.phase() == Phase.HISTORY && phase == Phase.LIVE;
    if (!stream.positions().equals(positions) || stream.phase() != phase) {
      stream = new Batch.Stream(setup.pipeline(), setup.epoch(), positions, phase);
    }
    return stream;
  }

  private void pass(Lot lot, Position end) {
    long now = setup.nanoTime().getAsLong();
    lot.batch.readAt(now);
    lot.batch.prepare();
    lot.end = end;
    lot.goesLive = goesLive;
    goesLive = false;
    markPoison(lot);
    clock.ifPresent(running -> lot.streamTimes().follow(lot.batch, running));
    router.route(lot);
    readInAll += lot.batch.size();
    untaken += lot.batch.size();
    setup.monitor().readAt(now);
    monitor.read(readInAll, setup.series().size());
    ingestion.tell(new Ingestion.Polled(lot));
  }

  private void markPoison(Lot lot) {
    lot.poison.clear();
    for (int row = 0; !setup.poison().isEmpty() && row < lot.batch.size(); row++) {
      if (setup.poison().contains(lot.batch.position(row))) {
        lot.poison.set(row);
      }
    }
  }
}
