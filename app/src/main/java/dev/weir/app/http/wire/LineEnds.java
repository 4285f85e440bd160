package dev.weir.app.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Follows the requests of one connection byte by byte. The parser behind it takes a line feed
 * without a carriage return for the end of a line, and goes on with a header in a line that begins
 * with a blank; a proxy in front may not, so that the two find different requests. The first such
 * byte becomes NUL, which the parser refuses, and so does the end of a line behind which the end of
 * the body is not known. Bytes of bodies stay as they are. One owner.
 */
final class LineEnds {

  /** Of a line this much is kept: a length or coding that is not in it is refused. */
  private static final int KEPT = 256;

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    REFUSED
  }

  private final byte[] line = new byte[KEPT];
  private Part part = Part.HEAD;
  private int length;
  private boolean isFirstLine = true;
  private byte before;
  private long left;
  private long bodyLength = -1;
  private boolean chunked;

  /** Checks bytes in place, in the order in which they arrived. */
  void check(byte[] bytes) {
    for (int i = 0; i < bytes.length && part != Part.REFUSED; i++) {
      switch (part) {
        case BODY -> i = skip(bytes, i, Part.HEAD);
        case CHUNK -> i = skip(bytes, i, Part.CHUNK_END);
        case HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> take(bytes, i);
        case REFUSED -> throw new IllegalStateException("nothing is followed any more");
      }
    }
  }

  /** Passes over the bytes of a body or chunk; returns the place of the last one. */
  private int skip(byte[] bytes, int from, Part next) {
    int passed = (int) Math.min(left, bytes.length - from);
    left -= passed;
    if (left == 0) {
      begin(next);
    }
    return from + passed - 1;
  }

  private void begin(Part next) {
    part = next;
    length = 0;
    before = 0;
    isFirstLine = next == Part.HEAD;
    if (next == Part.HEAD) {
      bodyLength = -1;
      chunked = false;
    }
  }

  private void take(byte[] bytes, int i) {
    byte b = bytes[i];
    boolean folded =
        length == 0 && before == 0 && (b == ' ' || b == '\t') && part != Part.CHUNK_SIZE;
    if ((b == '\n' && before != '\r') || (folded && !isFirstLine)) {
      bytes[i] = 0;
      part = Part.REFUSED;
    } else if (b == '\n') {
      endOfLine();
      if (part == Part.REFUSED) {
        bytes[i] = 0;
      }
    } else {
      if (b != '\r') {
        if (length < line.length) {
          line[length] = b;
        }
        length++;
      }
      before = b;
    }
  }

  private void endOfLine() {
    String text =
        new String(line, 0, Math.min(length, line.length), StandardCharsets.ISO_8859_1).strip();
    boolean empty = length == 0;
    boolean whole = length <= KEPT;
    length = 0;
    before = 0;
    switch (part) {
      case HEAD -> headLine(text, empty, whole);
      case CHUNK_SIZE -> chunkSize(text);
      case CHUNK_END -> begin(Part.CHUNK_SIZE);
      case TRAILER -> {
        if (empty) {
          begin(Part.HEAD);
        }
      }
      case BODY, CHUNK, REFUSED -> throw new IllegalStateException("no line in " + part);
    }
  }

  private void headLine(String text, boolean empty, boolean whole) {
    if (!empty) {
      if (!isFirstLine) {
        header(text, whole);
      }
      isFirstLine = false;
    } else if (!isFirstLine) {
      endOfHead();
    }
  }

  private void header(String text, boolean whole) {
    int colon = text.indexOf(':');
    String name = text.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
    String value = text.substring(colon + 1).strip();
    if (name.equals("content-length")) {
      boolean good = whole && bodyLength < 0 && value.matches("[0-9]{1,18}");
      bodyLength = good ? Long.parseLong(value) : -1;
      part = good ? part : Part.REFUSED;
    } else if (name.equals("transfer-encoding")) {
      part = whole && !chunked && value.equalsIgnoreCase("chunked") ? part : Part.REFUSED;
      chunked = true;
    }
  }

  private void endOfHead() {
    if (chunked && bodyLength >= 0) {
      part = Part.REFUSED;
    } else if (chunked) {
      begin(Part.CHUNK_SIZE);
    } else if (bodyLength > 0) {
      left = bodyLength;
      begin(Part.BODY);
    } else {
      begin(Part.HEAD);
    }
  }

  private void chunkSize(String text) {
    int end = text.indexOf(';');
    String digits = (end < 0 ? text : text.substring(0, end)).strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      part = Part.REFUSED;
      return;
    }
    left = Long.parseLong(digits, 16);
    begin(left == 0 ? Part.TRAILER : Part.CHUNK);
  }
}
