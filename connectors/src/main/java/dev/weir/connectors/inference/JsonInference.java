package dev.weir.connectors.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.weir.connectors.inference.cell.Cell;
import dev.weir.connectors.inference.cell.Column;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides how lines of one JSON object each are read. */
final class JsonInference {

  private static final int MOST_FIELDS = 1_000;
  private static final int DEEPEST = 8;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Pattern DATE_ARRAY =
      Pattern.compile(
          "\"([^\"\\\\]{1,100})\"\\s*:\\s*\\[\\s*(?:19|20)\\d{2}\\s*,\\s*(?:0?[1-9]|1[0-2])\\s*,"
              + "\\s*(?:0?[1-9]|[12]\\d|3[01])(?:\\s*,\\s*\\d{1,9}){0,4}\\s*]");

  /** A field of a record. */
  private record Value(String text, boolean quoted) {}

  private JsonInference() {}

  static Reading of(Sample sample, Setup setup) {
    return of(
        sample.lines(),
        setup,
        LineFormat.JSONL,
        new Layout(setup.layout().skipLines(), setup.layout().comment(), sample.charset()));
  }

  /** Decides for records that stand one in a line, as a text of another shape is turned into. */
  static Reading of(List<String> lines, Setup setup, LineFormat format, Layout layout) {
    List<Map<String, Value>> records = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    for (String line : lines) {
      Map<String, Value> fields = fields(line);
      if (!fields.isEmpty()) {
        records.add(fields);
      }
      if (line.stripLeading().startsWith("{")) {
        objects.add(line);
      }
    }
    List<Column> columns = columns(records, setup);
    if (objects.size() == 1 && !setup.oneRecord() && TimeCandidates.of(columns).isEmpty()) {
      Optional<String> array = firstArray(objects.getFirst());
      if (array.isPresent()) {
        return new Reading.Unreadable(
            "it is one object without a time, and its values stand in the array '%s', which is not"
                    .formatted(array.get())
                + " read: take an object for each record out of it, such as by jq");
      }
    }
    Optional<String> date =
        setup.record().time().columns().isEmpty() ? dateArray(objects) : Optional.empty();
    if (date.isPresent() && TimeCandidates.of(columns).isEmpty()) {
      return new Reading.Unreadable(
          "its field '%s' holds an array such as [2026, 3, 1, 12, 0], which may be the time and is not"
                  .formatted(date.get())
              + " read: write it as a text, such as 2026-03-01T12:00:00Z, or name the time by"
              + " record.time (--time)");
    }
    if (records.isEmpty()) {
      return new Reading.Unreadable(
          lines.stream().allMatch(String::isBlank)
              ? "it is empty"
              : "none of its first lines is a JSON object with a number or a text");
    }
    return new Decision(setup, columns, format, ',', "", List.of(), layout).make();
  }

  /** The first field that holds a year, a month, a day and perhaps more in each of the objects. */
  private static Optional<String> dateArray(List<String> objects) {
    Set<String> names = Set.of();
    for (int i = 0; i < objects.size(); i++) {
      Matcher array = DATE_ARRAY.matcher(objects.get(i));
      Set<String> found = new LinkedHashSet<>();
      while (array.find()) {
        found.add(array.group(1));
      }
      if (i > 0) {
        found.retainAll(names);
      }
      names = found;
    }
    return names.stream().findFirst();
  }

  private static List<Column> columns(List<Map<String, Value>> records, Setup setup) {
    Set<String> names = new LinkedHashSet<>();
    records.forEach(record -> names.addAll(record.keySet()));
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      List<String> cells =
          records.stream()
              .map(record -> record.get(name))
              .map(value -> value == null ? "" : value.text())
              .toList();
      boolean quoted =
          records.stream()
              .map(record -> record.get(name))
              .anyMatch(value -> value != null && value.quoted());
      columns.add(Column.of(name, cells, '.', quoted));
    }
    return isFlat(columns, setup)
        ? columns.stream().filter(column -> column.name().indexOf('.') < 0).toList()
        : columns;
  }

  /** Whether records by the usual names hold values beside nested objects, which are left alone. */
  private static boolean isFlat(List<Column> columns, Setup setup) {
    boolean usualTime =
        columns.stream().anyMatch(c -> c.name().equals("timestamp") || c.name().equals("t"));
    boolean value =
        columns.stream()
            .anyMatch(column ->
                column.isNumeric()
                    && !column.quoted()
                    && column.name().indexOf('.') < 0
                    && !column.name().equals("timestamp")
                    && !column.name().equals("t")
                    && !column.name().equals("label")
                    && !column.name().equals("series"));
    boolean asked =
        setup.record().values().stream().anyMatch(name -> name.indexOf('.') >= 0)
            || setup.record().label().indexOf('.') >= 0
            || setup.record().series().stream().anyMatch(name -> name.indexOf('.') >= 0);
    return usualTime && value && !asked;
  }

  /** The names of the fields of a record; empty if the line is none. */
  static Set<String> names(String line) {
    return fields(line).keySet();
  }

  /** The fields of a record, those of nested objects by their paths; empty if it is none. */
  private static Map<String, Value> fields(String line) {
    Map<String, Value> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        read(json, "", 0, fields);
      }
      return fields;
    } catch (IOException e) {
      // A line that cannot be read decides nothing.
      return Map.of();
    }
  }

  private static void read(JsonParser json, String prefix, int depth, Map<String, Value> fields)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && depth < DEEPEST) {
        read(json, name + ".", depth + 1, fields);
      } else if (token.isScalarValue() && fields.size() < MOST_FIELDS) {
        boolean nothing = token == JsonToken.VALUE_NULL;
        String text = nothing ? "" : json.getText();
        fields.put(
            name, new Value(text, token == JsonToken.VALUE_STRING && Cell.isPlainNumber(text)));
      } else {
        json.skipChildren();
      }
    }
  }

  /**
   * The path of the first array with an object, an array or two numbers; empty if there is none.
   */
  private static Optional<String> firstArray(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      int numbers = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        boolean inArray = json.getParsingContext().inArray();
        numbers = inArray && token.isNumeric() ? numbers + 1 : 0;
        boolean nested = token.isStructStart() && json.getParsingContext().getParent().inArray();
        if (nested || numbers > 1) {
          return Optional.of(path(json));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // A line that cannot be read has no fields either, which is said by then.
      return Optional.empty();
    }
  }

  /** The names down to the first array. */
  private static String path(JsonParser json) {
    String pointer = json.getParsingContext().pathAsPointer(false).toString();
    StringBuilder path = new StringBuilder();
    for (String name : pointer.substring(1).split("/")) {
      if (name.matches("\\d+")) {
        break;
      }
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
    return path.toString();
  }
}
