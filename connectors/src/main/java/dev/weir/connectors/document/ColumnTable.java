package dev.weir.connectors.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records of an object whose members are columns: arrays, or objects by the numbers of rows. */
final class ColumnTable {

  private ColumnTable() {}

  /** The records; empty if no column holds times. */
  static Optional<Stream<Map<String, Json>>> of(Json.Members object) {
    Map<String, List<Json>> columns = new LinkedHashMap<>();
    object
        .fields()
        .forEach((name, value) -> {
          List<Json> column = column(value);
          if (!column.isEmpty()) {
            columns.put(name, column);
          }
        });
    List<Map.Entry<String, List<Json>>> times =
        columns.entrySet().stream()
            .filter(column -> TimeShape.isTime(column.getKey(), first(column.getValue())))
            .toList();
    boolean record =
        object.fields().entrySet().stream()
            .anyMatch(field -> TimeShape.isNamedTime(field.getKey(), field.getValue().words()));
    if (times.isEmpty() || columns.size() < 2 || record) {
      return Optional.empty();
    }
    int rows = times.getFirst().getValue().size();
    return Optional.of(
        columns.values().stream().allMatch(column -> column.size() == rows)
            ? IntStream.range(0, rows).mapToObj(row -> record(columns, row))
            : Stream.of(problem(columns)));
  }

  /** The values of a column; none if it holds anything else than texts, numbers and null. */
  private static List<Json> column(Json value) {
    boolean numbered =
        value.fields().containsKey("0")
            && value.fields().keySet().stream().allMatch(name -> name.matches("\\d{1,9}"));
    List<Json> items = numbered ? List.copyOf(value.fields().values()) : value.items();
    return items.stream()
            .allMatch(item -> item instanceof Json.Text || item instanceof Json.Literal)
        ? items
        : List.of();
  }

  /** The first value that is there. */
  private static String first(List<Json> column) {
    return column.stream().map(Json::words).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static Map<String, Json> record(Map<String, List<Json>> columns, int row) {
    Map<String, Json> record = new LinkedHashMap<>();
    columns.forEach((name, values) -> record.put(name, values.get(row)));
    return record;
  }

  /** A record without a time, which is refused where it is read. */
  private static Map<String, Json> problem(Map<String, List<Json>> columns) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    columns.forEach((name, values) -> lengths.put(name, values.size()));
    return Map.of("problem", new Json.Text("its columns have different lengths: " + lengths));
  }
}
