package dev.weir.connectors.inference.setup;

import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a decision as the settings of a source that say it. */
public final class Hocon {

  private Hocon() {}

  /** The lines of the settings, without a brace around them. */
  public static List<String> of(TextSettings settings) {
    List<String> lines = new ArrayList<>();
    lines.add("format = " + settings.format().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (settings.format() == LineFormat.CSV) {
      lines.add("separator = " + quote(String.valueOf(settings.separator())));
    }
    if (settings.layout().skipLines() > 0) {
      lines.add("skip-lines = " + settings.layout().skipLines());
    }
    if (!settings.layout().comment().isEmpty()) {
      lines.add("comment = " + quote(settings.layout().comment()));
    }
    if (!settings.layout().charset().equals(StandardCharsets.UTF_8)) {
      lines.add("charset = " + quote(settings.layout().charset().name()));
    }
    lines.add("record {");
    record(settings.record()).forEach(line -> lines.add("  " + line));
    lines.add("}");
    return lines;
  }

  private static List<String> record(RecordSettings record) {
    List<String> lines = new ArrayList<>();
    if (!record.time().columns().isEmpty()) {
      lines.add("time = " + oneOrMore(record.time().columns()));
    }
    if (!record.time().format().isEmpty()) {
      lines.add("time-format = " + quote(record.time().format()));
    }
    lines.add(
        "time-zone = " + quote(record.time().zone().isEmpty() ? "UTC" : record.time().zone()));
    if (!record.series().isEmpty()) {
      lines.add("series = " + oneOrMore(record.series()));
    }
    if (!record.label().isEmpty()) {
      lines.add("label = " + quote(record.label()));
    }
    if (!record.values().isEmpty()) {
      lines.add("values = " + list(record.values()));
    }
    if (!record.columns().isEmpty()) {
      lines.add("columns = " + list(record.columns()));
    }
    if (!record.decimal().isEmpty()) {
      lines.add("decimal = " + quote(record.decimal()));
    }
    units(record.numbers(), lines);
    missing(record.missing(), lines);
    return lines;
  }

  private static void units(NumberSettings numbers, List<String> lines) {
    for (Map.Entry<String, String> unit : new TreeMap<>(numbers.units()).entrySet()) {
      lines.add("units { %s = %s }".formatted(quote(unit.getKey()), quote(unit.getValue())));
    }
  }

  private static void missing(Missing missing, List<String> lines) {
    List<String> all = new ArrayList<>();
    missing.words().forEach(word -> all.add(quote(word)));
    missing.numbers().forEach(number -> all.add(number.toString()));
    if (!all.isEmpty()) {
      lines.add("missing = [" + String.join(", ", all) + "]");
    }
    for (Map.Entry<String, List<Double>> column : new TreeMap<>(missing.byColumn()).entrySet()) {
      lines.add("missing-in { %s = %s }".formatted(quote(column.getKey()), column.getValue()));
    }
  }

  private static String oneOrMore(List<String> texts) {
    return texts.size() == 1 ? quote(texts.getFirst()) : list(texts);
  }

  private static String list(List<String> texts) {
    return "[" + String.join(", ", texts.stream().map(Hocon::quote).toList()) + "]";
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
