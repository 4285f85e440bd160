package dev.weir.connectors.document;

import dev.weir.connectors.inference.cell.IdNames;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables in a JSON value, as records: arrays of which each is a column, values under the times
 * they belong to, rows without names beside the names of their columns, and objects under the
 * numbers of rows.
 */
final class Tables {

  private static final Set<String> NAMES =
      Set.of("columns", "fields", "meta", "header", "headers", "schema", "names", "column_names");
  private static final Set<String> ROWS =
      Set.of("data", "rows", "dataset", "values", "records", "result", "results");
  private static final String NAME = "name";

  /**
   * A table.
   *
   * @param name of the member that holds it
   * @param texts beside its columns, which each of its records gets
   */
  private record Table(String name, Map<String, Json> texts, Stream<Map<String, Json>> records) {}

  private final List<Table> found = new ArrayList<>();

  private Tables() {}

  /** Whether a document holds a table as far as its beginning shows. */
  static boolean isIn(Outline outline) {
    return !isRecord(outline)
        && outline.objects().stream()
            .anyMatch(path ->
                isColumns(outline, path)
                    || isKeyed(outline, path)
                    || isRows(outline, path)
                    || isNumbered(outline, path));
  }

  /** Whether the document, or each object of its array, has a time: then it is a record. */
  private static boolean isRecord(Outline outline) {
    return Stream.of("", Paths.ITEMS)
        .anyMatch(path ->
            outline.members(path).stream()
                .anyMatch(
                    name -> TimeShape.isNamedTime(name, outline.first(Paths.member(path, name)))));
  }

  private static boolean isColumns(Outline outline, String path) {
    Set<String> names = outline.members(path);
    boolean record =
        names.stream()
            .anyMatch(name -> TimeShape.isNamedTime(name, outline.first(Paths.member(path, name))));
    List<String> columns =
        names.stream().filter(name -> !firstOf(outline, path, name).isEmpty()).toList();
    boolean times =
        columns.stream().anyMatch(name -> TimeShape.isTime(name, firstOf(outline, path, name)));
    return !record && times && (columns.size() > 1 || outline.isCut());
  }

  /** The first value of a column; empty if the member is none. */
  private static String firstOf(Outline outline, String path, String name) {
    String column = Paths.member(path, name);
    boolean numbered = isNumbers(outline.members(column));
    return outline.hasArray(column)
        ? outline.first(Paths.items(column))
        : numbered ? outline.first(Paths.member(column, "0")) : "";
  }

  private static boolean isKeyed(Outline outline, String path) {
    Set<String> names = outline.members(path);
    long times = names.stream().filter(TimeShape::isTimeKey).count();
    return times > 1 && 2 * times >= names.size();
  }

  private static boolean isRows(Outline outline, String path) {
    Set<String> members = outline.members(path);
    boolean named =
        members.stream()
            .filter(NAMES::contains)
            .map(name -> Paths.items(Paths.member(path, name)))
            .anyMatch(
                item -> !outline.first(item).isEmpty() || outline.has(Paths.member(item, NAME)));
    return named
        && members.stream()
            .filter(ROWS::contains)
            .anyMatch(name -> outline.hasArray(Paths.items(Paths.member(path, name))));
  }

  private static boolean isNumbered(Outline outline, String path) {
    return isNumbers(outline.members(path)) && outline.hasObject(Paths.member(path, "0"));
  }

  /** Whether names are the numbers of rows. */
  private static boolean isNumbers(Set<String> names) {
    return names.contains("0")
        && names.size() > 1
        && names.stream().allMatch(name -> name.length() < 10 && name.matches("\\d+"));
  }

  /** The records of all tables of an element; the element as it is if it has none. */
  static Iterator<Json> rows(Json element, Map<String, Json> around) {
    Tables tables = new Tables();
    tables.find(element, "value");
    return tables.found.isEmpty() ? Tools.plain(element) : tables.all();
  }

  private Iterator<Json> all() {
    boolean several = found.size() > 1;
    return found.stream()
        .flatMap(table ->
            table
                .records()
                .map(fields -> {
                  Map<String, Json> record = new LinkedHashMap<>(table.texts());
                  if (several && table.texts().isEmpty()) {
                    record.put("series", new Json.Text(table.name()));
                  }
                  record.putAll(fields);
                  return (Json) new Json.Members(record);
                }))
        .iterator();
  }

  /** Takes the tables in a value, which is called by the name of its member. */
  private void find(Json json, String name) {
    if (json instanceof Json.Members members && !isTable(members, name)) {
      members.fields().forEach((member, value) -> find(value, member));
    }
    int number = 0;
    for (Json item : json.items()) {
      number++;
      find(item, json.items().size() > 1 ? "%s %d".formatted(name, number) : name);
    }
  }

  /** Takes an object as a table if it is one. */
  private boolean isTable(Json.Members object, String name) {
    Optional<Json> names = listOf(object, NAMES);
    Optional<Json> rows = listOf(object, ROWS);
    if (names.isPresent() && rows.isPresent() && RowTable.is(names.get(), rows.get())) {
      found.add(new Table(name, textsOf(object), RowTable.of(object, names.get(), rows.get())));
      return true;
    }
    Optional<Stream<Map<String, Json>>> columns = ColumnTable.of(object);
    if (columns.isPresent()) {
      found.add(new Table(name, textsOf(object), columns.get()));
      return true;
    }
    Optional<Stream<Map<String, Json>>> under = KeyedTable.of(object);
    under.ifPresent(records -> found.add(new Table(name, Map.of(), records)));
    return under.isPresent();
  }

  /** Texts of an object, and numbers under the name of an id: they hold for all of its records. */
  private static Map<String, Json> textsOf(Json.Members object) {
    Map<String, Json> texts = new LinkedHashMap<>();
    object
        .fields()
        .forEach((name, value) -> {
          boolean id = value instanceof Json.Literal && IdNames.isEntity(name);
          if (value instanceof Json.Text || id) {
            texts.put(name, value);
          }
        });
    return texts;
  }

  private static Optional<Json> listOf(Json.Members object, Set<String> names) {
    return object.fields().entrySet().stream()
        .filter(member -> names.contains(member.getKey()) && !member.getValue().items().isEmpty())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
