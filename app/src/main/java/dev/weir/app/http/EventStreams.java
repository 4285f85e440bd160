package dev.weir.app.http;

import dev.weir.app.http.routing.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of events in the format of Server-Sent Events. A client that does not read loses ticks:
 * the next event is made when there is room for it, and tells what changed since the last one.
 * Thread-safe.
 */
public final class EventStreams {

  /** The media type of a stream. */
  static final String TYPE = "text/event-stream";

  /** The most clients at once: fewer than connections, so that other requests are answered. */
  static final int MOST = 16;

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final int SERVICE_UNAVAILABLE = 503;

  /** Makes the events of one client. */
  @FunctionalInterface
  interface Events {
    /** The next event; empty if there is nothing to say. Called again after it is complete. */
    CompletionStage<Optional<String>> next();
  }

  private final int most;
  private final Duration period;
  private final AtomicInteger clients = new AtomicInteger();
  private volatile SharedKillSwitch end = newEnd();

  /** Streams for at most {@value #MOST} clients, with at most two events a second. */
  public EventStreams() {
    this(MOST, PERIOD);
  }

  /**
   * Streams with other limits.
   *
   * @param most clients at once
   * @param period between two events of a client
   */
  EventStreams(int most, Duration period) {
    this.most = most;
    this.period = period;
  }

  /**
   * Answers a client with a stream; 503 if there are too many.
   *
   * @param client called once for each stream
   */
  Reply open(Supplier<Events> client) {
    if (clients.get() >= most) {
      return Reply.problem(
              SERVICE_UNAVAILABLE, "%d clients are connected already; try later".formatted(most))
          .with("Retry-After", "10");
    }
    Source<String, NotUsed> texts =
        Source.fromMaterializer((_, _) -> counted(client))
            .mapMaterializedValue(_ -> NotUsed.getInstance());
    return Reply.texts(TYPE, texts);
  }

  /** Counts the client for as long as its stream runs, however it ends. */
  private Source<String, NotUsed> counted(Supplier<Events> client) {
    Source<String, NotUsed> texts =
        clients.incrementAndGet() > most ? Source.empty() : events(client.get());
    return texts.watchTermination((_, ended) -> {
      var _ = ended.whenComplete((_, _) -> clients.decrementAndGet());
      return NotUsed.getInstance();
    });
  }

  /** A tick that comes while the last event waits for the client is dropped. */
  private Source<String, NotUsed> events(Events events) {
    return Source.tick(Duration.ZERO, period, NotUsed.getInstance())
        .via(end.flow())
        .mapAsync(1, _ -> events.next().whenComplete(EventStreams::log))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  /** How many streams run. */
  int clients() {
    return clients.get();
  }

  /** Ends all streams that run. */
  public synchronized void stop() {
    SharedKillSwitch running = end;
    end = newEnd();
    running.shutdown();
  }

  private static SharedKillSwitch newEnd() {
    return KillSwitches.shared("event-streams");
  }

  private static void log(Object event, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("an event could not be made, and its stream ends", failure);
    }
  }
}
