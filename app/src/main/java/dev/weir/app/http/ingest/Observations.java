package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.IngestJournal;
import dev.weir.connectors.ingest.Intake;
import dev.weir.connectors.ingest.Verdict;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Takes batches of records for the sources of type http. Thread-safe. */
public final class Observations {

  /** Where the batches of a source go. */
  public record Target(IngestJournal journal, Intake intake, TagRule tags) {}

  /** Most bytes of a body, as sent and once decompressed. */
  static final int MOST_BYTES = 32 << 20;

  /** Bytes of the points of a request, as lines of the journal. */
  static final int MOST_POINT_BYTES = 64 << 20;

  private final Map<String, Target> targets;
  private final Supplier<String> notReady;
  private final Executor work;
  private final IngestSlots slots;

  /**
   * Takes batches for these sources.
   *
   * @param targets by the name of the source
   * @param notReady why batches are not taken now; empty if they are
   * @param work runs what takes long
   * @param slots bound what is under way
   */
  public Observations(
      Map<String, Target> targets, Supplier<String> notReady, Executor work, IngestSlots slots) {
    this.targets = new TreeMap<>(targets);
    this.notReady = notReady;
    this.work = work;
    this.slots = slots;
  }

  /** Takes a batch. */
  public CompletionStage<Reply> answer(Request request) {
    String reason = notReady.get();
    if (!reason.isEmpty()) {
      return BatchReply.later(reason).now();
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
      return Reply.problem(
              404,
              "no source of type http has the name '%s'; those of type http are %s"
                  .formatted(name, targets.keySet()))
          .now();
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
    if (!slots.take()) {
      return BatchReply.later(IngestSlots.FULL).now();
    }
    return request
        .body(MOST_BYTES)
        .thenComposeAsync(
            body -> take(name, target, key.get(), format.get(), gzip.get(), body), work)
        .handle((reply, failure) -> {
          slots.give();
          return failure == null ? reply : BatchReply.failed(name, failure);
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
        return BatchReply.nothingRead(verdict).now();
      }
      return target
          .journal()
          .append(format.lines(), lines, key)
          .thenApply(receipt -> BatchReply.of(name, verdict, key, receipt));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
