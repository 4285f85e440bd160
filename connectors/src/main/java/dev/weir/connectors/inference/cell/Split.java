package dev.weir.connectors.inference.cell;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of text into cells. A separator of a blank stands for any number of them. */
public final class Split {

  private Split() {}

  /**
   * The cells of a line, without the quotes around them; empty if a quote is not closed, or is
   * followed by something.
   */
  public static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    boolean runs = separator == ' ';
    int at = runs ? passBlanks(line, 0) : 0;
    while (true) {
      StringBuilder cell = new StringBuilder();
      boolean quoted = at < line.length() && line.charAt(at) == '"';
      int next = quoted ? quoted(line, at, cell) : at;
      boolean closed =
          !quoted || next >= line.length() || next < 0 || isEnd(line.charAt(next), separator);
      if (next < 0 || !closed) {
        return List.of();
      }
      int end = runs ? blank(line, next) : line.indexOf(separator, next);
      end = end < 0 ? line.length() : end;
      cell.append(line, next, end);
      cells.add(unwrapped(cell.toString().strip()));
      int behind = runs ? passBlanks(line, end) : end;
      if (behind >= line.length()) {
        return cells;
      }
      at = runs ? behind : behind + 1;
    }
  }

  /** The text of a formula that is a text, as {@code ="1.5"}; another cell as it is. */
  private static String unwrapped(String cell) {
    boolean text = cell.length() > 2 && cell.startsWith("=\"") && cell.endsWith("\"");
    return text ? cell.substring(2, cell.length() - 1) : cell;
  }

  private static boolean isEnd(char c, char separator) {
    return c == separator || (separator == ' ' && c == '\t');
  }

  private static int quoted(String line, int from, StringBuilder cell) {
    int at = from + 1;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        cell.append(line.charAt(at++));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        cell.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    return -1;
  }

  private static int passBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int blank(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      at++;
    }
    return at;
  }
}
