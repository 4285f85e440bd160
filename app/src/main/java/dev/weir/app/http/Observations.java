package dev.weir.app.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.report.StatusJson;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.IngestJournal;
import dev.weir.connectors.ingest.Intake;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.ingest.Verdict;
import dev.weir.engine.FailureText;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches of records for the sources of type http. Thread-safe. */
public final class Observations {

  /** Where the batches of a source go. */
  public record Target(IngestJournal journal, Intake intake) {}

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");

  /** Most bytes of a body, as sent and once decompressed. */
  static final int MOST_BYTES = 32 << 20;

  /** Batches that are read, checked or written at one time. */
  private static final int MOST_AT_ONCE = 16;

  private static final String LATER_SECONDS = "2";

  private final Map<String, Target> targets;
  private final Supplier<String> notReady;
  private final Executor work;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Takes batches for these sources.
   *
   * @param targets by the name of the source
   * @param notReady why batches are not taken now; empty if they are
   * @param work runs what takes long
   */
  public Observations(Map<String, Target> targets, Supplier<String> notReady, Executor work) {
    this.targets = new TreeMap<>(targets);
    this.notReady = notReady;
    this.work = work;
  }

  /** Takes a batch. */
  public CompletionStage<Reply> answer(Request request) {
    String reason = notReady.get();
    if (!reason.isEmpty()) {
      return later(reason).now();
    }
    Optional<String> named = request.query("source");
    if (targets.isEmpty()) {
      return Reply.problem(404, "weir.sources has no source of type http").now();
    }
    if (named.isEmpty() && targets.size() > 1) {
      return Reply.problem(400, "name a source by ?source=, one of " + targets.keySet()).now();
    }
    String name = named.orElse(targets.keySet().iterator().next());
    Target target = targets.get(name);
    if (target == null) {
      return Reply.problem(404, "there is no source '%s' of type http".formatted(name)).now();
    }
    Optional<BodyFormat> format = request.header("Content-Type").flatMap(BodyFormat::of);
    if (format.isEmpty()) {
      return Reply.problem(415, "Content-Type must be one of " + BodyFormat.ACCEPTED)
          .with("Accept-Post", BodyFormat.ACCEPTED)
          .now();
    }
    Optional<Boolean> gzip = BodyFormat.isGzip(request.header("Content-Encoding"));
    if (gzip.isEmpty()) {
      return Reply.problem(415, "Content-Encoding must be gzip or identity")
          .with("Accept-Encoding", "gzip, identity")
          .now();
    }
    Optional<BatchKey> key = key(request.header("Idempotency-Key"));
    if (key.isEmpty()) {
      return Reply.problem(400, "Idempotency-Key must be 1 to 255 visible ASCII characters").now();
    }
    if (underWay.incrementAndGet() > MOST_AT_ONCE) {
      underWay.decrementAndGet();
      return later("%d batches are being taken".formatted(MOST_AT_ONCE)).now();
    }
    return request
        .body(MOST_BYTES)
        .thenComposeAsync(
            body -> take(name, target, key.get(), format.get(), gzip.get(), body), work)
        .handle((reply, failure) -> {
          underWay.decrementAndGet();
          return failure == null ? reply : failed(name, failure);
        });
  }

  private static Optional<BatchKey> key(Optional<String> header) {
    if (header.isEmpty()) {
      return Optional.of(BatchKey.NONE);
    }
    String text = header.get();
    return text.matches("[!-~]{1,255}") ? Optional.of(BatchKey.of(text)) : Optional.empty();
  }

  private static CompletionStage<Reply> take(
      String name, Target target, BatchKey key, BodyFormat format, boolean gzip, byte[] body) {
    try {
      byte[] lines = format.lines(gzip ? Inflated.of(body, MOST_BYTES) : body);
      Verdict verdict = target.intake().check(format.lines(), lines);
      if (verdict.accepted() == 0) {
        return nothingRead(verdict).now();
      }
      return target
          .journal()
          .append(format.lines(), lines, verdict.lines(), key)
          .thenApply(receipt -> reply(name, verdict, key, receipt));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Reply nothingRead(Verdict verdict) {
    String detail =
        verdict.errors().isEmpty()
            ? "the batch has no record"
            : "no record of the batch can be read; line %d: %s"
                .formatted(
                    verdict.errors().getFirst().line(), verdict.errors().getFirst().detail());
    return Reply.problem(400, detail);
  }

  private static Reply reply(String name, Verdict verdict, BatchKey key, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Stored stored -> stored(name, verdict, key, stored);
      case Receipt.KeyReused _ ->
          Reply.problem(422, "this Idempotency-Key was used for a batch with another body");
      case Receipt.Full(String reason) -> later(reason);
    };
  }

  private static Reply stored(String name, Verdict verdict, BatchKey key, Receipt.Stored stored) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", name);
    json.put("accepted", verdict.accepted());
    json.put("rejected", verdict.rejected());
    json.put("position", stored.last());
    json.put("duplicate", stored.duplicate());
    json.put("idempotent", !key.equals(BatchKey.NONE));
    ArrayNode errors = json.putArray("errors");
    for (Verdict.BadRecord error : verdict.errors()) {
      errors
          .addObject()
          .put("line", error.line())
          .put("code", error.code())
          .put("detail", Printable.of(error.detail()));
    }
    return Reply.json(StatusJson.text(json)).withStatus(202);
  }

  private static Reply failed(String name, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case Exchange.BodyTooLargeException e ->
          Reply.problem(413, "%s; send the batch in parts".formatted(e.getMessage()));
      case Inflated.BadBodyException e -> Reply.problem(400, String.valueOf(e.getMessage()));
      case java.util.concurrent.TimeoutException _ ->
          Reply.problem(408, "the body did not arrive within 15 s");
      case IOException e -> {
        LOG.warn("source '{}': a batch is not stored: {}", name, FailureText.of(e));
        yield later("the batch cannot be stored now; the log says why");
      }
      case null, default -> {
        LOG.error("source '{}': a batch is not taken", name, cause);
        yield later("the batch cannot be taken now; the log says why");
      }
    };
  }

  private static Reply later(String reason) {
    return Reply.problem(503, reason + "; nothing is stored, send the batch again")
        .with("Retry-After", LATER_SECONDS);
  }
}
