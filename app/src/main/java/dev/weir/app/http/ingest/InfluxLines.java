package dev.weir.app.http.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.StatusJson;
import dev.weir.connectors.text.lineprotocol.LineProtocol;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The line protocol of InfluxDB, by the rules of {@code /api/v2/write} of InfluxDB 2. */
public final class InfluxLines implements PointProtocol {

  private static final int MOST_NAMED = 3;

  @Override
  public String sourceParameter() {
    return "bucket";
  }

  @Override
  public Optional<Reply> refusal(Request request) {
    if (unit(request).isEmpty()) {
      return Optional.of(problem(400, "precision must be ns, us, ms or s"));
    }
    return gzip(request).isEmpty()
        ? Optional.of(problem(415, "Content-Encoding must be gzip or identity"))
        : Optional.empty();
  }

  private static OptionalLong unit(Request request) {
    return switch (request.query("precision").orElse("ns")) {
      case "ns" -> OptionalLong.of(1);
      case "us" -> OptionalLong.of(1_000);
      case "ms" -> OptionalLong.of(1_000_000);
      case "s" -> OptionalLong.of(1_000_000_000);
      default -> OptionalLong.empty();
    };
  }

  private static Optional<Boolean> gzip(Request request) {
    return BodyFormat.isGzip(request.header("Content-Encoding"));
  }

  @Override
  public Points read(Request request, byte[] body, TagRule tags) throws IOException {
    byte[] text = gzip(request).orElseThrow() ? Inflated.of(body, Observations.MOST_BYTES) : body;
    LineProtocol.Result read =
        LineProtocol.read(text, unit(request).orElseThrow(), tags, Observations.MOST_POINT_BYTES);
    return new Points(read.points(), verdict(read));
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

  @Override
  public Reply problem(int status, String message) {
    String code =
        switch (status) {
          case 404 -> "not found";
          case 413 -> "request too large";
          case 503 -> "unavailable";
          default -> "invalid";
        };
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
