package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.remotewrite.RemoteWrite;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.monitoring.Monitor;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Prometheus remote write 1.0. A request that can be read is answered by 204 also if some of its
 * samples are skipped, since Prometheus drops a batch that is answered by 400; the log and the
 * metrics count them.
 */
public final class PrometheusWrites implements PointProtocol {

  private final SkippedLog skipped;

  /**
   * Reads requests.
   *
   * @param nanoTime for the log
   * @param monitor counts what is skipped
   */
  public PrometheusWrites(LongSupplier nanoTime, Monitor monitor) {
    this.skipped = new SkippedLog(nanoTime, monitor);
  }

  @Override
  public String sourceParameter() {
    return "source";
  }

  @Override
  public Optional<Reply> refusal(Request request) {
    String encoding = request.header("Content-Encoding").orElse("").strip();
    if (!encoding.toLowerCase(Locale.ROOT).equals("snappy")) {
      return Optional.of(problem(415, "Content-Encoding must be snappy, as remote write 1.0 says"));
    }
    String type = request.header("Content-Type").orElse("application/x-protobuf");
    if (!type.startsWith("application/x-protobuf") || type.contains("io.prometheus.write.v2")) {
      return Optional.of(
          problem(
              415,
              "Content-Type must be application/x-protobuf with the messages of remote write 1.0"));
    }
    return Optional.empty();
  }

  @Override
  public Points read(Request request, byte[] body, TagRule tags) throws IOException {
    if (body.length == 0) {
      return new Points(body, BatchKey.NONE, problem(400, "the body is empty"));
    }
    RemoteWrite.Result read =
        RemoteWrite.read(body, Observations.MOST_BYTES, Observations.MOST_POINT_BYTES, tags);
    skipped.add(read.skipped());
    // Of the body as sent: two requests may have the same points once labels are left out.
    return new Points(read.points(), BatchKey.ofRequest("remote write", body), Reply.NO_CONTENT);
  }

  @Override
  public Reply problem(int status, String message) {
    return Reply.problem(status, message);
  }
}
