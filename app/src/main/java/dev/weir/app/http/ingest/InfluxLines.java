package dev.weir.app.http.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Request;
import dev.weir.app.report.StatusJson;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.text.lineprotocol.LineProtocol;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The line protocol of InfluxDB, by the rules of its route in InfluxDB 2 or 1. */
public enum InfluxLines implements PointProtocol {
  /** {@code /api/v2/write} of InfluxDB 2. */
  V2("bucket", "ns, us, ms or s"),
  /** {@code /write} of InfluxDB 1. */
  V1("db", "ns, n, us, u, ms, s, m or h");

  private static final int MOST_NAMED = 3;

  private final String sourceParameter;
  private final String precisions;

  InfluxLines(String sourceParameter, String precisions) {
    this.sourceParameter = sourceParameter;
    this.precisions = precisions;
  }

  @Override
  public String sourceParameter() {
    return sourceParameter;
  }

  @Override
  public Optional<Reply> refusal(Request request) {
    if (this == V1 && request.query(sourceParameter).orElse("").isEmpty()) {
      return Optional.of(problem(400, "database is required"));
    }
    if (unit(request).isEmpty()) {
      return Optional.of(problem(400, "precision must be " + precisions));
    }
    return gzip(request).isEmpty()
        ? Optional.of(problem(415, "Content-Encoding must be gzip or identity"))
        : Optional.empty();
  }

  /** Nanoseconds of the unit of times; empty if the route does not know it. */
  private OptionalLong unit(Request request) {
    String precision = request.query("precision").orElse("");
    return switch (precision) {
      case "", "ns" -> OptionalLong.of(1);
      case "us" -> OptionalLong.of(1_000);
      case "ms" -> OptionalLong.of(1_000_000);
      case "s" -> OptionalLong.of(1_000_000_000);
      default -> this == V1 ? unitOfV1(precision) : OptionalLong.empty();
    };
  }

  private static OptionalLong unitOfV1(String precision) {
    return switch (precision) {
      case "n" -> OptionalLong.of(1);
      case "u", "\u00b5" -> OptionalLong.of(1_000);
      case "m" -> OptionalLong.of(60_000_000_000L);
      case "h" -> OptionalLong.of(3_600_000_000_000L);
      default -> OptionalLong.empty();
    };
  }

  private static Optional<Boolean> gzip(Request request) {
    return BodyFormat.isGzip(request.header("Content-Encoding"));
  }

  @Override
  public Points read(Request request, byte[] body, TagRule tags) throws IOException {
    byte[] text = gzip(request).orElseThrow() ? Inflated.of(body, Observations.MOST_BYTES) : body;
    long unit = unit(request).orElseThrow();
    LineProtocol.Result read = LineProtocol.read(text, unit, tags, Observations.MOST_POINT_BYTES);
    // Of the lines as sent: two requests may have the same points once tags are left out.
    BatchKey key = BatchKey.ofRequest("line protocol, unit of %d ns".formatted(unit), text);
    return new Points(read.points(), key, verdict(read));
  }

  /** 204, or the lines that are refused; what could be read is stored. */
  private Reply verdict(LineProtocol.Result read) {
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
    return error(400, message, OptionalInt.of(read.errors().getFirst().number()));
  }

  @Override
  public Reply problem(int status, String message) {
    return error(status, message, OptionalInt.empty());
  }

  /** An error as clients of the route read it. */
  private Reply error(int status, String message, OptionalInt line) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String shown = Printable.of(message);
    if (this == V1) {
      json.put("error", shown);
      return reply(status, json).with("X-Influxdb-Error", shown.replaceAll("[^ -~]", "?"));
    }
    String code =
        switch (status) {
          case 404 -> "not found";
          case 413 -> "request too large";
          case 503 -> "unavailable";
          default -> "invalid";
        };
    json.put("code", code);
    json.put("message", shown);
    line.ifPresent(number -> json.put("line", number));
    return reply(status, json);
  }

  private static Reply reply(int status, ObjectNode json) {
    return Reply.json(StatusJson.text(json)).withStatus(status);
  }
}
