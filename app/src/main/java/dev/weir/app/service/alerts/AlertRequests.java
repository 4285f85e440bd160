package dev.weir.app.service.alerts;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.silence.Silence;
import dev.weir.alerting.silence.SilenceFile;
import dev.weir.alerting.silence.Silences;
import dev.weir.app.http.routing.BadRequestException;
import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.AlertsJson;
import dev.weir.app.report.SilencesJson;
import dev.weir.connectors.file.content.FileFailure;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests about open alerts, silences and acknowledgements, which are in a file that
 * commands change as well. Thread-safe; at most {@value #AT_ONCE} requests use the file at one
 * time.
 */
public final class AlertRequests {

  /**
   * Where silences are kept, and by which labels they match.
   *
   * @param ids makes the id of a new silence
   */
  public record Store(SilenceFile file, Routing routing, Supplier<String> ids) {}

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");
  private static final int AT_ONCE = 8;
  private static final int MOST_BYTES = 64 << 10;

  private final Optional<Store> store;
  private final Supplier<List<Alert>> open;
  private final InstantSource wall;
  private final Executor threads;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  /**
   * Reads nothing yet.
   *
   * @param store empty if alerting is off or nothing is saved
   * @param open the alerts that are open, the worst first
   * @param wall the clock by which silences begin and end
   * @param threads may wait for the disk
   */
  public AlertRequests(
      Optional<Store> store, Supplier<List<Alert>> open, InstantSource wall, Executor threads) {
    this.store = store;
    this.open = open;
    this.wall = wall;
    this.threads = threads;
  }

  @FunctionalInterface
  private interface Work {
    Reply answer(Store store, Instant now) throws IOException;
  }

  /** The alerts that are open, the worst first, with what mutes or acknowledges each. */
  public CompletionStage<Reply> open() {
    List<Alert> alerts = open.get();
    if (store.isEmpty()) {
      return Reply.json(AlertsJson.of(alerts)).now();
    }
    return run((at, now) -> {
      Silences silences = at.file().read();
      Function<Alert, AlertsJson.Handling> handling =
          alert ->
              new AlertsJson.Handling(
                  silences.find(at.routing().labels(alert), now).map(Silence::id),
                  silences.acknowledgement(alert.id()));
      return Reply.json(AlertsJson.of(alerts, handling));
    });
  }

  /**
   * Lists silences.
   *
   * @param ended also those that ended, for 120 days
   */
  public CompletionStage<Reply> silences(boolean ended) {
    return run((at, now) -> {
      List<Silence> listed = new ArrayList<>(at.file().read().silences());
      listed.removeIf(silence -> !ended && silence.state(now) == Silence.State.ENDED);
      return Reply.json(SilencesJson.of(listed, now));
    });
  }

  /** Adds a silence, or changes the one whose id the body has. */
  public CompletionStage<Reply> silence(Request request) {
    return withBody(
        request,
        body -> {
          SilenceBody wanted = SilenceBody.ofSilence(body);
          return (at, now) -> {
            String id = wanted.id().orElseGet(at.ids());
            Silences changed =
                at.file()
                    .change(
                        all ->
                            all.with(
                                wanted.id().isEmpty()
                                    ? wanted.silence(id, now)
                                    : wanted.change(current(all, id, now), now)),
                        now);
            return reply(at, changed.silence(id).orElseThrow(), now);
          };
        });
  }

  /** Ends a silence now. */
  public CompletionStage<Reply> expire(String id) {
    return run((at, now) -> {
      Silences changed = at.file().change(all -> all.with(current(all, id, now).until(now)), now);
      return reply(at, changed.silence(id).orElseThrow(), now);
    });
  }

  /** Acknowledges an open alert: it is not repeated. */
  public CompletionStage<Reply> acknowledge(String id, Request request) {
    if (open.get().stream().noneMatch(alert -> alert.id().equals(id))) {
      return Reply.problem(404, "no alert with the id '%s' is open".formatted(id)).now();
    }
    return withBody(
        request,
        body -> {
          SilenceBody wanted = SilenceBody.ofAcknowledgement(body);
          String by = wanted.text("by").orElse("api");
          String note = wanted.text("note").orElse("");
          return (at, now) -> {
            var acknowledgement = new Silences.Acknowledgement(id, by, now, note);
            at.file().change(all -> all.with(acknowledgement), now);
            return Reply.json(AlertsJson.of(acknowledgement));
          };
        });
  }

  private static Silence current(Silences all, String id, Instant now) {
    return all.silence(id)
        .filter(silence -> silence.state(now) != Silence.State.ENDED)
        .orElseThrow(() -> new UnknownSilenceException(id));
  }

  private Reply reply(Store at, Silence silence, Instant now) {
    long muted =
        silence.isActive(now)
            ? open.get().stream()
                .filter(alert -> Matchers.all(silence.matchers(), at.routing().labels(alert)))
                .count()
            : 0;
    return Reply.json(SilencesJson.of(silence, now, muted));
  }

  /** The body is read before the file is used. Only JSON, which no form of a page can send. */
  private CompletionStage<Reply> withBody(Request request, Function<byte[], Work> work) {
    String type = request.header("Content-Type").orElse(Reply.JSON);
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase(Reply.JSON)) {
      return Reply.problem(415, "Content-Type must be " + Reply.JSON).now();
    }
    return request
        .body(MOST_BYTES)
        .thenCompose(body -> run(work.apply(body)))
        .exceptionally(AlertRequests::refused);
  }

  private static Reply refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case BadRequestException bad -> Reply.problem(400, String.valueOf(bad.getMessage()));
      case Exchange.BodyTooLargeException _ ->
          Reply.problem(413, "the body is longer than %d bytes".formatted(MOST_BYTES));
      case null, default -> throw new CompletionException(failure);
    };
  }

  private CompletionStage<Reply> run(Work work) {
    if (store.isEmpty()) {
      return Reply.problem(
              404, "silences need engine.alerting-enabled and engine.model-checkpointing")
          .now();
    }
    if (!permits.tryAcquire()) {
      return Reply.problem(503, "other requests use the file of silences")
          .with("Retry-After", "1")
          .now();
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    threads.execute(() -> {
      try {
        reply.complete(work.answer(store.get(), wall.instant()));
      } catch (UnknownSilenceException e) {
        reply.complete(Reply.problem(404, String.valueOf(e.getMessage())));
      } catch (IOException e) {
        LOG.warn("silences cannot be read or changed: {}", FileFailure.of(e));
        reply.complete(Reply.problem(503, "silences cannot be read or changed; the log says why"));
      } catch (RuntimeException | Error e) {
        reply.completeExceptionally(e);
      } finally {
        permits.release();
      }
    });
    return reply;
  }

  private static final class UnknownSilenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSilenceException(String id) {
      super("no silence with the id '%s' is in force or to come".formatted(id));
    }
  }
}
