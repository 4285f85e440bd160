package dev.weir.app.http.ingest;

import dev.weir.connectors.ingest.BatchFormat;
import dev.weir.connectors.ingest.JsonArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of a batch, by its media type. */
enum BodyFormat {
  /** A JSON object, or an array of them. */
  JSON,
  /** A JSON object a line. */
  LINES,
  /** CSV with a header. */
  CSV;

  /** The media types, for a header. */
  static final String ACCEPTED = "application/json, application/x-ndjson, text/csv";

  /** The format of a media type, whose parameters are not looked at but for the character set. */
  static Optional<BodyFormat> of(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return Optional.empty();
      }
    }
    return switch (parts[0].strip()) {
      case "application/json" -> Optional.of(JSON);
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          Optional.of(LINES);
      case "text/csv" -> Optional.of(CSV);
      default -> Optional.empty();
    };
  }

  /** Whether a body is compressed by gzip; empty if by something else. */
  static Optional<Boolean> isGzip(Optional<String> contentEncoding) {
    return switch (contentEncoding.orElse("identity").strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> Optional.of(false);
      case "gzip", "x-gzip" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /** How the lines are read. */
  BatchFormat lines() {
    return this == CSV ? BatchFormat.CSV : BatchFormat.JSONL;
  }

  /**
   * The lines of a body.
   *
   * @throws Inflated.BadBodyException if it is not of this format
   */
  byte[] lines(byte[] body) throws Inflated.BadBodyException {
    byte[] text = behindMark(body);
    if (this != JSON) {
      return text;
    }
    return JsonArray.lines(text)
        .orElseThrow(() ->
            new Inflated.BadBodyException(
                "the body is neither a JSON object nor an array that ends; for an object a"
                    + " line send it as application/x-ndjson"));
  }

  /** The text behind a byte order mark. */
  private static byte[] behindMark(byte[] body) {
    boolean mark =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return mark ? Arrays.copyOfRange(body, 3, body.length) : body;
  }
}
