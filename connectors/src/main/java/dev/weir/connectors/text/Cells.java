package dev.weir.connectors.text;

import java.util.Arrays;

/**
 * The cells of one CSV line, as places in its bytes. A cell may stand in quotes, in which a quote
 * is written twice; a line never goes on in the next. Of {@code ="1.5"}, which keeps spreadsheets
 * from changing a text, the text is the cell.
 */
public final class Cells {

  private final byte separator;
  private final boolean runs;
  private byte[] bytes = new byte[0];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /** A separator of a blank stands for any number of blanks. */
  public Cells(char separator) {
    this.separator = (byte) separator;
    this.runs = separator == ' ';
  }

  /** Finds the cells of a line; false if a quote is not closed or is followed by something. */
  public boolean split(byte[] line, int from, int to) {
    bytes = line;
    count = 0;
    int at = runs ? passBlanks(line, from, to) : from;
    while (true) {
      if (at < to && line[at] == '"') {
        int close = closingQuote(line, at + 1, to);
        if (close == to || (close + 1 < to && line[close + 1] != separator)) {
          return false;
        }
        add(at + 1, close);
        at = close + 1;
      } else {
        int end = at;
        while (end < to && line[end] != separator && !(runs && line[end] == '\t')) {
          end++;
        }
        add(at, end);
        at = end;
      }
      if (runs) {
        at = passBlanks(line, at, to);
      }
      if (at == to) {
        return true;
      }
      at += runs ? 0 : 1;
    }
  }

  private static int passBlanks(byte[] line, int from, int to) {
    int at = from;
    while (at < to && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** Whether no cell has a text. */
  boolean areEmpty() {
    for (int cell = 0; cell < count; cell++) {
      for (int i = starts[cell]; i < ends[cell]; i++) {
        if (bytes[i] != ' ' && bytes[i] != '\t') {
          return false;
        }
      }
    }
    return true;
  }

  /** Leaves the blanks around the texts of these cells out. */
  void strip(int[] cells) {
    for (int cell : cells) {
      while (starts[cell] < ends[cell] && bytes[starts[cell]] == ' ') {
        starts[cell]++;
      }
      while (starts[cell] < ends[cell] && bytes[ends[cell] - 1] == ' ') {
        ends[cell]--;
      }
    }
  }

  public int count() {
    return count;
  }

  int start(int cell) {
    return starts[cell];
  }

  int end(int cell) {
    return ends[cell];
  }

  boolean isEmpty(int cell) {
    return starts[cell] == ends[cell];
  }

  /** The text of a cell, its doubled quotes made single. */
  public String text(int cell) {
    String raw =
        new String(
            bytes,
            starts[cell],
            ends[cell] - starts[cell],
            java.nio.charset.StandardCharsets.UTF_8);
    return isQuoted(cell) ? raw.replace("\"\"", "\"") : raw;
  }

  /** Whether the bytes of the cell are its text as they are. */
  boolean isPlain(int cell) {
    if (isQuoted(cell)) {
      for (int i = starts[cell]; i < ends[cell]; i++) {
        if (bytes[i] == '"') {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isQuoted(int cell) {
    return starts[cell] > 0 && bytes[starts[cell] - 1] == '"';
  }

  private static int closingQuote(byte[] line, int from, int to) {
    int at = from;
    while (at < to) {
      if (line[at] == '"') {
        if (at + 1 < to && line[at + 1] == '"') {
          at++;
        } else {
          return at;
        }
      }
      at++;
    }
    return to;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    if (start < end && bytes[start] == '=') {
      unwrap(start, end);
    }
    count++;
  }

  /** Leaves the sign and the quotes of a formula that is a text out. */
  private void unwrap(int start, int end) {
    int quotes = start > 0 && bytes[start - 1] == '"' ? 2 : 1;
    if (end - start <= 2 * quotes) {
      return;
    }
    for (int i = 0; i < quotes; i++) {
      if (bytes[start + 1 + i] != '"' || bytes[end - 1 - i] != '"') {
        return;
      }
    }
    starts[count] = start + 1 + quotes;
    ends[count] = end - quotes;
  }
}
