package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.BatchSizer;
import dev.weir.engine.Phase;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.Source;
import dev.weir.engine.StreamClock;
import dev.weir.engine.StreamTimes;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.PipelineMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The thread on which one pipeline's source is read, so that reading may wait. Reads ahead as long
 * as it has a free slot and what it read and nobody took is below the size of the input queue.
 */
final class ReaderThread {

  private sealed interface Errand {}

  private record Free(Slot slot) implements Errand {}

  private record Taken(int records) implements Errand {}

  private record Commit(Position upTo) implements Errand {}

  private enum Stop implements Errand {
    READING
  }

  /**
   * Everything that a reader needs.
   *
   * @param start where to begin
   * @param alreadyRead records read before that place
   * @param closed completed once the source is closed
   */
  record Setup(
      String pipeline,
      Source source,
      StartState start,
      long alreadyRead,
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
  private final Deque<Slot> free = new ArrayDeque<>();
  private final Thread thread;
  private final Optional<StreamClock> clock;
  private Batch.Stream stream = new Batch.Stream("", 0, (high, low) -> "");
  private long readInAll;

  /** The number of the last record to read; empty to read on for ever. */
  private final OptionalLong until;

  private int untaken;
  private boolean reading = true;

  /** Whether the next slot is the first behind a history. */
  private boolean goesLive;

  private ReaderThread(Setup setup, int workers, ActorRef<Ingestion.Command> ingestion) {
    this.setup = setup;
    this.ingestion = ingestion;
    this.monitor = setup.monitor().pipeline(setup.pipeline());
    this.router = new Router(workers, setup.pace().capacity());
    this.readInAll = setup.alreadyRead();
    this.until = setup.start().stretch().until();
    for (int i = 0; i < setup.pace().slots(); i++) {
      free.add(newSlot(workers));
    }
    this.clock = setup.start().time().map(StreamClock::new);
    this.thread = Thread.ofVirtual().name("reader of " + setup.pipeline()).unstarted(this::run);
  }

  private Slot newSlot(int workers) {
    int capacity = setup.pace().capacity();
    return new Slot(
        new Batch(capacity, 1),
        workers,
        ingestion,
        setup.start().time().map(time -> new StreamTimes(capacity)));
  }

  /** Opens the source and reads. */
  static ReaderThread start(Setup setup, int workers, ActorRef<Ingestion.Command> ingestion) {
    ReaderThread reader = new ReaderThread(setup, workers, ingestion);
    reader.thread.start();
    return reader;
  }

  /** The slot may be filled again. */
  void free(Slot slot) {
    errands.add(new Free(slot));
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
    try (Source.Reader source =
        setup.source().open(setup.start().position(), setup.start().table())) {
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
      case Free(Slot slot) -> free.add(slot);
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

  private void read(Source.Reader source, Slot slot) throws IOException, InterruptedException {
    slot.batch.clear(streamOf(source));
    long left = until.orElse(Long.MAX_VALUE) - readInAll;
    int limit = (int) Math.min(setup.pace().limit(), left);
    Source.State state = source.poll(slot.batch, limit, PATIENCE);
    setup.pace().polled(slot.batch.size(), state);
    if (slot.batch.size() == 0) {
      free.addFirst(slot);
    } else {
      pass(slot, source.position());
    }
    monitor.source(source.gapRecords(), source.gaps(), source.trouble());
    if (state == Source.State.IDLE || state == Source.State.ENDED) {
      monitor.idle(setup.nanoTime().getAsLong(), state == Source.State.ENDED);
    }
    boolean ended = state == Source.State.ENDED;
    boolean last = until.isPresent() && (ended || readInAll >= until.getAsLong());
    if (last || ended) {
      reading = false;
      ingestion.tell(
          last ? Ingestion.ReaderStopped.OTHER_SETTINGS : Ingestion.ReaderStopped.SOURCE_ENDED);
    }
  }

  private Batch.Stream streamOf(Source.Reader source) {
    PositionFormat positions = source.positions();
    Phase phase = source.phase();
    goesLive |= stream.phase() == Phase.HISTORY && phase == Phase.LIVE;
    if (!stream.positions().equals(positions) || stream.phase() != phase) {
      stream = new Batch.Stream(setup.pipeline(), setup.start().epoch(), positions, phase);
    }
    return stream;
  }

  private void pass(Slot slot, Position end) {
    long now = setup.nanoTime().getAsLong();
    slot.batch.readAt(now);
    slot.batch.prepare();
    slot.end = end;
    slot.goesLive = goesLive;
    goesLive = false;
    markPoison(slot);
    clock.ifPresent(running -> slot.streamTimes().follow(slot.batch, running));
    router.route(slot);
    readInAll += slot.batch.size();
    slot.lastRecord = readInAll;
    untaken += slot.batch.size();
    setup.monitor().readAt(now);
    monitor.read(readInAll, setup.start().table().size());
    ingestion.tell(new Ingestion.Polled(slot));
  }

  private void markPoison(Slot slot) {
    slot.poison.clear();
    for (int row = 0; !setup.start().poison().isEmpty() && row < slot.batch.size(); row++) {
      if (setup.start().poison().contains(slot.batch.position(row))) {
        slot.poison.set(row);
      }
    }
  }
}
