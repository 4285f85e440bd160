package dev.weir.app.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Aligns the cells of a table: the first column to the left, the others to the right. */
public final class TextTable {

  private static final String BETWEEN = "  ";

  private TextTable() {}

  /**
   * The lines of a table.
   *
   * @param rows the heading first; each has as many cells as the others
   */
  public static List<String> lines(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (List<String> cells : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String gap = " ".repeat(widths[i] - cells.get(i).length());
        line.append(i == 0 ? cells.get(i) + gap : BETWEEN + gap + cells.get(i));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
