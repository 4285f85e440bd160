package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.io.IOException;
import java.util.Optional;

/** Reads a protocol of another system whose requests hold points. Thread-safe. */
public interface PointProtocol {

  /**
   * The points of a request.
   *
   * @param lines as {@link dev.weir.connectors.text.lineprotocol.PointText}; empty for none
   * @param key of the request as sent: a request with the key of an earlier one was sent again
   * @param stored the answer once they are on disk
   */
  @SuppressWarnings("ArrayRecordComponent") // They are not compared.
  record Points(byte[] lines, BatchKey key, Reply stored) {}

  /** The parameter of the address that names a source, where there are several. */
  String sourceParameter();

  /** The answer to a request whose body need not be read; empty if it is to be. */
  Optional<Reply> refusal(Request request);

  /**
   * Reads a body.
   *
   * @param tags which tags are part of keys
   * @throws IOException if it cannot be read, or is too large
   */
  Points read(Request request, byte[] body, TagRule tags) throws IOException;

  /** A problem, as senders of the protocol read it. */
  Reply problem(int status, String message);
}
