package dev.weir.connectors.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** Cuts bytes of CSV (RFC 4180, with commas) into rows; a cell in quotes may hold ends of lines. */
final class CsvRows {

  private final int longest;
  private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
  private List<String> cells = new ArrayList<>();
  private List<String> row = List.of();
  private boolean quoted;
  private boolean begun;
  private int length;

  /** Rows of at most so many bytes. */
  CsvRows(int longest) {
    this.longest = longest;
  }

  /**
   * Takes the next byte; whether it ends a row.
   *
   * @throws ZipException if a row is too long, so that a quote without an end takes no more memory
   */
  boolean take(byte next) throws ZipException {
    if (++length > longest) {
      throw new ZipException("a row is longer than %d bytes".formatted(longest));
    }
    begun = true;
    if (next == '"') {
      // Of two quotes in a quoted cell, which are one, the first closes it and the second opens it.
      if (!quoted && cell.size() > 0) {
        cell.write('"');
      }
      quoted = !quoted;
      return false;
    }
    if (quoted || (next != ',' && next != '\n' && next != '\r')) {
      cell.write(next);
      return false;
    }
    if (next == '\r') {
      return false;
    }
    cells.add(cell.toString(StandardCharsets.UTF_8));
    cell.reset();
    if (next == ',') {
      return false;
    }
    row = cells;
    cells = new ArrayList<>();
    begun = false;
    length = 0;
    return true;
  }

  /** The row that ended last. */
  List<String> next() {
    return row;
  }

  /** Whether a row has begun that has no end yet. */
  boolean hasBegun() {
    return begun;
  }
}
