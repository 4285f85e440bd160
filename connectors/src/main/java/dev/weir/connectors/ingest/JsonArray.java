package dev.weir.connectors.ingest;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Turns a JSON array of objects, or one object, into lines with an object each. */
public final class JsonArray {

  private JsonArray() {}

  /**
   * The lines; empty if the text is neither an array nor an object, or does not end with it.
   * Whether each object can be read is not looked at.
   */
  public static Optional<byte[]> lines(byte[] text) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(text.length);
    int from = blank(text, 0);
    if (from == text.length || (text[from] != '[' && text[from] != '{')) {
      return Optional.empty();
    }
    boolean array = text[from] == '[';
    int base = array ? 1 : 0;
    int depth = 0;
    boolean quoted = false;
    for (int at = from; at < text.length; at++) {
      byte each = text[at];
      if (quoted) {
        lines.write(each);
        if (each == '\\' && at + 1 < text.length) {
          at++;
          lines.write(text[at]);
        } else if (each == '"') {
          quoted = false;
        }
        continue;
      }
      switch (each) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        if (!array) {
          lines.write(each);
        }
        lines.write('\n');
        return blank(text, at + 1) == text.length
            ? Optional.of(lines.toByteArray())
            : Optional.empty();
      }
      boolean opening = array && at == from;
      if (depth == base && each == ',') {
        lines.write('\n');
      } else if (!opening && each != '\n' && each != '\r') {
        lines.write(each);
      }
    }
    return Optional.empty();
  }

  private static int blank(byte[] text, int from) {
    int at = from;
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    return at;
  }
}
