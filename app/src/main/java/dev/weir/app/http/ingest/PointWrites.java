package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.connectors.ingest.BatchFormat;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.remotewrite.BadWriteRequestException;
import dev.weir.connectors.text.lineprotocol.PointLines;
import dev.weir.engine.FailureText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the points of another system's protocol for the sources of type http. Senders of these drop
 * a batch at most statuses of 4xx, so what may be sent again is answered by 503. A request that is
 * sent again, with the same content and unit of times, is stored once, as long as the journal keeps
 * it and its key is one of the last 100,000 keys of the source, values of Idempotency-Key included.
 * Thread-safe.
 */
public final class PointWrites {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");

  private final Map<String, Observations.Target> targets;
  private final Supplier<String> notReady;
  private final Executor work;
  private final IngestSlots slots;

  /**
   * Takes points for these sources.
   *
   * @param targets by the name of the source
   * @param notReady why points are not taken now; empty if they are
   * @param work runs what takes long
   * @param slots bound what is under way
   */
  public PointWrites(
      Map<String, Observations.Target> targets,
      Supplier<String> notReady,
      Executor work,
      IngestSlots slots) {
    this.targets = new TreeMap<>(targets);
    this.notReady = notReady;
    this.work = work;
    this.slots = slots;
  }

  /** Takes the body of a request. */
  public CompletionStage<Reply> answer(Request request, PointProtocol protocol) {
    String reason = notReady.get();
    if (!reason.isEmpty()) {
      return later(protocol, reason).now();
    }
    Optional<Observations.Target> target = target(request.query(protocol.sourceParameter()));
    if (target.isEmpty()) {
      return protocol.problem(404, noTarget(protocol)).now();
    }
    Optional<Reply> refusal = protocol.refusal(request);
    if (refusal.isPresent()) {
      return refusal.get().now();
    }
    if (!slots.take()) {
      return later(protocol, IngestSlots.FULL).now();
    }
    return request
        .body(Observations.MOST_BYTES)
        .thenComposeAsync(body -> take(target.get(), protocol, request, body), work)
        .handle((reply, failure) -> {
          slots.give();
          return failure == null ? reply : failed(protocol, failure);
        });
  }

  /** The source that the request names; the only one, whatever it names. */
  private Optional<Observations.Target> target(Optional<String> name) {
    return targets.size() == 1 ? targets.values().stream().findFirst() : name.map(targets::get);
  }

  private String noTarget(PointProtocol protocol) {
    return targets.isEmpty()
        ? "weir.sources has no source of type http"
        : "%s must name a source, one of %s"
            .formatted(protocol.sourceParameter(), targets.keySet());
  }

  private static CompletionStage<Reply> take(
      Observations.Target target, PointProtocol protocol, Request request, byte[] body) {
    try {
      PointProtocol.Points read = protocol.read(request, body, target.tags());
      if (read.lines().length == 0) {
        return read.stored().now();
      }
      return target
          .journal()
          .append(BatchFormat.POINTS, read.lines(), read.key())
          .thenApply(receipt -> of(protocol, receipt, read));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Reply of(PointProtocol protocol, Receipt receipt, PointProtocol.Points read) {
    return switch (receipt) {
      // A reused key is the same request, whose points changed with the rule for tags.
      case Receipt.Stored _, Receipt.KeyReused _ -> read.stored();
      case Receipt.Full(String reason) -> later(protocol, reason);
    };
  }

  private static Reply failed(PointProtocol protocol, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case Exchange.BodyTooLargeException e -> protocol.problem(413, text(e));
      case PointLines.TooManyException e -> protocol.problem(413, text(e));
      case Inflated.BadBodyException e -> protocol.problem(400, text(e));
      case BadWriteRequestException e -> protocol.problem(400, text(e));
      case TimeoutException _ -> later(protocol, "the body did not arrive within 15 s");
      case IOException e -> {
        LOG.warn("points are not stored: {}", FailureText.of(e));
        yield later(protocol, "the points cannot be stored now; the log says why");
      }
      case null, default -> {
        LOG.error("points are not taken", cause);
        yield later(protocol, "the points cannot be taken now; the log says why");
      }
    };
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private static Reply later(PointProtocol protocol, String reason) {
    return protocol
        .problem(503, reason + "; nothing is stored, send it again")
        .with("Retry-After", "2");
  }
}
