package dev.weir.app.http.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.StatusJson;
import dev.weir.connectors.ingest.BatchFormat;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.text.lineprotocol.LineProtocol;
import dev.weir.engine.FailureText;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the line protocol of InfluxDB 2 for the sources of type http. Its senders drop a batch at
 * most statuses of 4xx, so what may be sent again is answered by 503. Thread-safe.
 */
public final class LineProtocolWrites {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");

  private static final int MOST_NAMED = 3;

  private final Map<String, Observations.Target> targets;
  private final Supplier<String> notReady;
  private final Executor work;
  private final IngestSlots slots;

  /**
   * Takes lines for these sources.
   *
   * @param targets by the name of the source
   * @param notReady why lines are not taken now; empty if they are
   * @param work runs what takes long
   * @param slots bound what is under way
   */
  public LineProtocolWrites(
      Map<String, Observations.Target> targets,
      Supplier<String> notReady,
      Executor work,
      IngestSlots slots) {
    this.targets = new TreeMap<>(targets);
    this.notReady = notReady;
    this.work = work;
    this.slots = slots;
  }

  /** Takes a body of lines. */
  public CompletionStage<Reply> answer(Request request) {
    String reason = notReady.get();
    if (!reason.isEmpty()) {
      return later(reason).now();
    }
    Optional<Observations.Target> target = target(request.query("bucket"));
    if (target.isEmpty()) {
      return problem(404, "not found", noTarget()).now();
    }
    OptionalLong unit = unit(request.query("precision").orElse("ns"));
    if (unit.isEmpty()) {
      return invalid("precision must be ns, us, ms or s").now();
    }
    Optional<Boolean> gzip = BodyFormat.isGzip(request.header("Content-Encoding"));
    if (gzip.isEmpty()) {
      return problem(415, "invalid", "Content-Encoding must be gzip or identity").now();
    }
    if (!slots.take()) {
      return later(IngestSlots.FULL).now();
    }
    return request
        .body(Observations.MOST_BYTES)
        .thenComposeAsync(body -> take(target.get(), unit.getAsLong(), gzip.get(), body), work)
        .handle((reply, failure) -> {
          slots.give();
          return failure == null ? reply : failed(failure);
        });
  }

  /** The source that the bucket names; the only one, whatever it names. */
  private Optional<Observations.Target> target(Optional<String> bucket) {
    return targets.size() == 1 ? targets.values().stream().findFirst() : bucket.map(targets::get);
  }

  private String noTarget() {
    return targets.isEmpty()
        ? "weir.sources has no source of type http"
        : "bucket must name a source, one of " + targets.keySet();
  }

  private static OptionalLong unit(String precision) {
    return switch (precision) {
      case "ns" -> OptionalLong.of(1);
      case "us" -> OptionalLong.of(1_000);
      case "ms" -> OptionalLong.of(1_000_000);
      case "s" -> OptionalLong.of(1_000_000_000);
      default -> OptionalLong.empty();
    };
  }

  private static CompletionStage<Reply> take(
      Observations.Target target, long unit, boolean gzip, byte[] body) {
    try {
      byte[] text = gzip ? Inflated.of(body, Observations.MOST_BYTES) : body;
      LineProtocol.Result read = LineProtocol.read(text, unit, target.tags());
      if (read.count() == 0) {
        return verdict(read).now();
      }
      return target
          .journal()
          .append(BatchFormat.POINTS, read.points(), BatchKey.NONE)
          .thenApply(receipt -> of(receipt, read));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Reply of(Receipt receipt, LineProtocol.Result read) {
    return switch (receipt) {
      case Receipt.Stored _ -> verdict(read);
      case Receipt.Full(String reason) -> later(reason);
      case Receipt.KeyReused _ -> throw new IllegalStateException("a batch without a key has one");
    };
  }

  /** 204, or the lines that are refused; what could be read is stored. */
  private static Reply verdict(LineProtocol.Result read) {
    if (read.refused() == 0) {
      return Reply.NO_CONTENT;
    }
    String first =
        read.errors().stream()
            .limit(MOST_NAMED)
            .map(error -> "line %d: %s".formatted(error.number(), error.problem()))
            .collect(Collectors.joining("; "));
    String message =
        "partial write: %d of %d lines refused: %s".formatted(read.refused(), read.lines(), first);
    ObjectNode json = error("invalid", message);
    json.put("line", read.errors().getFirst().number());
    return reply(400, json);
  }

  private static Reply failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case Exchange.BodyTooLargeException e ->
          problem(413, "request too large", String.valueOf(e.getMessage()));
      case Inflated.BadBodyException e -> invalid(String.valueOf(e.getMessage()));
      case TimeoutException _ -> later("the body did not arrive within 15 s");
      case IOException e -> {
        LOG.warn("lines are not stored: {}", FailureText.of(e));
        yield later("the lines cannot be stored now; the log says why");
      }
      case null, default -> {
        LOG.error("lines are not taken", cause);
        yield later("the lines cannot be taken now; the log says why");
      }
    };
  }

  private static Reply later(String reason) {
    return problem(503, "unavailable", reason + "; nothing is stored, send the lines again")
        .with("Retry-After", "2");
  }

  private static Reply invalid(String message) {
    return problem(400, "invalid", message);
  }

  private static Reply problem(int status, String code, String message) {
    return reply(status, error(code, message));
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", code);
    json.put("message", Printable.of(message));
    return json;
  }

  private static Reply reply(int status, ObjectNode json) {
    return Reply.json(StatusJson.text(json)).withStatus(status);
  }
}
