package dev.weir.connectors.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Annotated CSV of InfluxDB 2 as lines of one JSON record each, table after table. A stream that
 * may have more later is read as far as its last whole line.
 */
public final class AnnotatedCsv extends InputStream {

  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ROW = 16 << 20;
  private static final Set<String> BOUNDS = Set.of("_start", "_stop");
  private static final Set<String> NUMBERS = Set.of("double", "long", "unsignedLong");

  private final InputStream text;
  private final CsvRows rows = new CsvRows(LONGEST_ROW);
  private final RecordLine line = new RecordLine();
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private Map<String, List<String>> annotations = new LinkedHashMap<>();
  private Optional<List<String>> header = Optional.empty();

  /** Reads all of a text for which {@link #is} holds. */
  public AnnotatedCsv(InputStream text) {
    this.text = text;
  }

  /** Whether a text with this beginning is annotated CSV. */
  public static boolean is(byte[] beginning) {
    byte[] bytes = Detection.unmarked(beginning);
    String first = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.UTF_8);
    return first.startsWith("#group,")
        || first.startsWith("#datatype,")
        || first.startsWith("#default,");
  }

  /** Whether the text is at the end of a line as far as it was read. */
  public boolean isWhole() {
    return !rows.hasBegun() && !line.hasMore();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!line.hasMore()) {
      if (at == end) {
        int read = text.read(chunk, 0, CHUNK);
        if (read <= 0) {
          return -1;
        }
        at = 0;
        end = read;
      }
      if (rows.take(chunk[at++])) {
        Optional<Json> found = record(rows.next());
        if (found.isPresent()) {
          line.set(found.get());
        }
      }
    }
    return line.take(into, from, length);
  }

  private Optional<Json> record(List<String> cells) {
    String first = cells.getFirst();
    boolean annotation = first.startsWith("#") || first.startsWith("\uFEFF#");
    if (cells.stream().allMatch(String::isEmpty)) {
      return Optional.empty();
    }
    if (annotation) {
      if (header.isPresent()) {
        annotations = new LinkedHashMap<>();
        header = Optional.empty();
      }
      annotations.put(first.substring(first.indexOf('#') + 1), cells);
      return Optional.empty();
    }
    if (header.isEmpty()) {
      header = Optional.of(cells);
      return Optional.empty();
    }
    return Optional.of(record(header.get(), cells));
  }

  private Json record(List<String> names, List<String> cells) {
    Map<String, Json> labels = new LinkedHashMap<>();
    Map<String, Json> fields = new LinkedHashMap<>();
    Map<String, Json> numbers = new LinkedHashMap<>();
    for (int i = 1; i < names.size(); i++) {
      String name = names.get(i);
      String given = cell(cells, i);
      Json value = new Json.Text(given.isEmpty() ? cell(annotation("default"), i) : given);
      String type = cell(annotation("datatype"), i);
      if (name.equals("_time")) {
        fields.put("timestamp", type.equals("dateTime:number") ? Epoch.of(value, 9) : value);
      } else if (name.equals("error")) {
        fields.put("problem", value);
      } else if (cell(annotation("group"), i).equals("true")) {
        if (!BOUNDS.contains(name)) {
          labels.put(name, value);
        }
      } else if (name.equals("_value") || (NUMBERS.contains(type) && !name.equals("table"))) {
        numbers.put(name.equals("_value") ? "value" : name, Json.number(value));
      }
    }
    fields.put("series", series(labels));
    fields.putAll(numbers);
    return new Json.Members(fields);
  }

  /** Measurement and field with the tags: {@code cpu_usage_idle{host="a"}}. */
  private static Json series(Map<String, Json> labels) {
    Json measurement = labels.remove("_measurement");
    Json field = labels.remove("_field");
    String metric = measurement == null ? "" : measurement.words();
    return SeriesName.of(
        field == null ? metric : metric.isEmpty() ? field.words() : metric + "_" + field.words(),
        labels);
  }

  private List<String> annotation(String name) {
    return annotations.getOrDefault(name, new ArrayList<>());
  }

  private static String cell(List<String> cells, int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
