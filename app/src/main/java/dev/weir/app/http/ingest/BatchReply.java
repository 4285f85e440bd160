package dev.weir.app.http.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.http.routing.Exchange;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.report.StatusJson;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.ingest.Verdict;
import dev.weir.engine.FailureText;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to batches of records. */
public final class BatchReply {

  private static final Logger LOG = LoggerFactory.getLogger("weir.http");

  private BatchReply() {}

  /** The answer to a batch of which no record can be read. */
  static Reply nothingRead(Verdict verdict) {
    String detail =
        verdict.errors().isEmpty()
            ? "the batch has no record"
            : "no record of the batch can be read; line %d: %s"
                .formatted(
                    verdict.errors().getFirst().line(), verdict.errors().getFirst().detail());
    return Reply.problem(400, detail);
  }

  /** The answer to a batch that the journal took or refused. */
  static Reply of(String name, Verdict verdict, BatchKey key, Receipt receipt) {
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

  /** The answer to a batch that could not be read or stored. */
  public static Reply failed(String name, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case Exchange.BodyTooLargeException e ->
          Reply.problem(413, "%s; send the batch in parts".formatted(e.getMessage()));
      case Inflated.BadBodyException e -> Reply.problem(400, String.valueOf(e.getMessage()));
      case TimeoutException _ -> Reply.problem(408, "the body did not arrive within 15 s");
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

  /** The answer to a batch that can be sent again soon, and why it was not taken. */
  static Reply later(String reason) {
    return Reply.problem(503, reason + "; nothing is stored, send the batch again")
        .with("Retry-After", "2");
  }
}
