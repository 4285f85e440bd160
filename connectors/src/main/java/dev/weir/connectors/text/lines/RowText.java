package dev.weir.connectors.text.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.connectors.text.Cells;
import dev.weir.connectors.text.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives the lines of a file back as CSV rows that all have as many cells as there are columns, also
 * those lines that could not be read.
 */
public final class RowText {

  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> columns;
  private final LineFormat format;
  private final char separator;
  private final Cells cells;

  private RowText(List<String> columns, LineFormat format, char separator) {
    this.columns = columns;
    this.format = format;
    this.separator = separator;
    this.cells = new Cells(separator);
  }

  /**
   * For a file.
   *
   * @param beginning its first line tells the columns: a CSV header, or the fields of a record
   */
  public static RowText of(InputStream beginning, TextSettings settings) throws IOException {
    Lines lines = new Lines(beginning, settings.longestLine(), 0, 0);
    RowText rows = new RowText(List.of(), settings.format(), settings.separator());
    if (settings.format() == LineFormat.CSV && !settings.record().columns().isEmpty()) {
      return new RowText(
          Columns.named(settings.record().columns()), settings.format(), settings.separator());
    }
    String first = FirstLines.findHeader(lines, settings) ? text(lines, settings.layout()) : "";
    List<String> names =
        settings.format() == LineFormat.CSV
            ? Columns.named(rows.cellsOf(first))
            : List.copyOf(fieldsOf(first).keySet());
    return new RowText(names, settings.format(), settings.separator());
  }

  private static String text(Lines lines, Layout layout) {
    String line =
        new String(lines.bytes(), lines.from(), lines.to() - lines.from(), layout.charset());
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  /** The names of the columns as a row, without an end of line. */
  public String header() {
    return join(columns);
  }

  /** A line as a row of as many cells, without an end of line. */
  public String row(String line) {
    List<String> row = new ArrayList<>();
    if (format == LineFormat.CSV) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      boolean whole = cells.split(bytes, 0, bytes.length) && cells.count() == columns.size();
      if (whole && separator == ',') {
        return line;
      }
      row.addAll(cellsOf(line));
    } else {
      Map<String, String> fields = fieldsOf(line);
      columns.forEach(column -> row.add(fields.getOrDefault(column, "")));
    }
    while (row.size() > columns.size()) {
      row.removeLast();
    }
    while (row.size() < columns.size()) {
      row.add("");
    }
    return join(row);
  }

  /** The cells of a line; the whole line as one if it cannot be taken apart. */
  private List<String> cellsOf(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (!cells.split(bytes, 0, bytes.length)) {
      return List.of(line);
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      texts.add(cells.text(i));
    }
    return texts;
  }

  /** The scalar fields of a JSON object, as far as it can be read. */
  private static Map<String, String> fieldsOf(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return fields;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue()) {
          fields.put(name, value == JsonToken.VALUE_NULL ? "" : json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      // What is broken has no more fields than were read; the row says that it was rejected.
      return fields;
    }
    return fields;
  }

  private static String join(List<String> texts) {
    return texts.stream().map(RowText::cell).collect(Collectors.joining(","));
  }

  /** A text as one cell of a row. */
  public static String cell(String text) {
    boolean plain =
        text.indexOf(',') < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
