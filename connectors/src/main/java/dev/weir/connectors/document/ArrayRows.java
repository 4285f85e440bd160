package dev.weir.connectors.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Records of arrays of values: the first names the columns, or each begins with its time. Of one
 * document.
 */
final class ArrayRows implements Rows {

  private List<String> names = List.of();

  /** Whether a document is an array of arrays that begins with names or with a time. */
  static boolean is(Outline outline) {
    String first = outline.first("[][]");
    boolean word = !first.isEmpty() && Character.isLetter(first.charAt(0));
    return outline.hasArray("[]")
        && outline.objects().isEmpty()
        && (word || TimeShape.isTimeKey(first));
  }

  private static boolean areNames(List<String> cells) {
    return cells.size() > 1
        && cells.stream().allMatch(cell -> !cell.isEmpty() && Character.isLetter(cell.charAt(0)))
        && cells.stream().noneMatch(TimeShape::isTimeKey);
  }

  @Override
  public Iterator<Json> of(Json element, Map<String, Json> around) {
    if (names.isEmpty()) {
      List<String> cells = element.items().stream().map(Json::words).toList();
      names = areNames(cells) ? cells : numbered(cells.size());
      if (areNames(cells)) {
        return Collections.emptyIterator();
      }
    }
    return List.<Json>of(new Json.Members(RowTable.record(names, element))).iterator();
  }

  private static List<String> numbered(int width) {
    List<String> names = new ArrayList<>(List.of("time"));
    for (int i = 2; i <= width; i++) {
      names.add(width == 2 ? "value" : "c" + i);
    }
    return names;
  }
}
