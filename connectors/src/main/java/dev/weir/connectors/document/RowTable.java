package dev.weir.connectors.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records of arrays of values, whose columns are named beside them. */
final class RowTable {

  private RowTable() {}

  /** Whether names are texts, or objects with a name, and rows are arrays. */
  static boolean is(Json names, Json rows) {
    return names.items().stream().noneMatch(name -> name(name).isEmpty())
        && rows.items().getFirst() instanceof Json.Items;
  }

  /** The records; times of an {@code index} beside the rows come in front. */
  static Stream<Map<String, Json>> of(Json.Members object, Json names, Json rows) {
    List<String> columns = names.items().stream().map(RowTable::name).toList();
    List<Json> index = object.member("index").items();
    List<Json> values = rows.items();
    boolean timed =
        index.size() == values.size()
            && index.stream().allMatch(time -> TimeShape.isTimeKey(time.words()));
    return IntStream.range(0, values.size())
        .mapToObj(row -> {
          Map<String, Json> record = record(columns, values.get(row));
          if (!timed) {
            return record;
          }
          Map<String, Json> first = new LinkedHashMap<>(Map.of("time", index.get(row)));
          first.putAll(record);
          return first;
        });
  }

  /** A record of an array under the names; one without a time if their numbers differ. */
  static Map<String, Json> record(List<String> names, Json row) {
    List<Json> cells = row.items();
    Map<String, Json> record = new LinkedHashMap<>();
    if (cells.size() != names.size()) {
      String problem = "it has %d values and %d columns".formatted(cells.size(), names.size());
      record.put("problem", new Json.Text(problem));
      return record;
    }
    for (int i = 0; i < names.size(); i++) {
      record.put(names.get(i), cells.get(i));
    }
    return record;
  }

  private static String name(Json name) {
    return name.fields().isEmpty() ? name.words() : name.member("name").words();
  }
}
