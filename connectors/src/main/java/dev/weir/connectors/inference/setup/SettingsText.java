package dev.weir.connectors.inference.setup;

import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text settings as words {@code key=text,text}, each text in the encoding of URLs. What is as usual
 * has no word. The longest line and the default series are not part of it.
 */
public final class SettingsText {

  /** An empty text; no encoded text has this character. */
  private static final String EMPTY = "!";

  private SettingsText() {}

  /** The settings that are given, and nothing for the rest. */
  public static String of(Setup setup) {
    List<String> words = new ArrayList<>();
    setup.format().ifPresent(format -> put(words, "format", lower(format)));
    setup.separator().ifPresent(sign -> put(words, "separator", String.valueOf(sign)));
    layout(setup.layout(), words);
    if (setup.charsetGiven() && setup.layout().charset().equals(StandardCharsets.UTF_8)) {
      put(words, "charset", StandardCharsets.UTF_8.name());
    }
    record(setup.record(), words);
    return String.join(" ", words);
  }

  public static String of(TextSettings settings) {
    return of(Setup.of(settings));
  }

  private static String lower(LineFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static void layout(Layout layout, List<String> words) {
    if (layout.skipLines() > 0) {
      put(words, "skip-lines", Integer.toString(layout.skipLines()));
    }
    put(words, "comment", layout.comment());
    boolean usual = layout.charset().equals(StandardCharsets.UTF_8);
    put(words, "charset", usual ? "" : layout.charset().name());
  }

  private static void record(RecordSettings record, List<String> words) {
    put(words, "time", record.time().columns());
    put(words, "time-format", record.time().format());
    put(words, "time-zone", record.time().zone());
    put(words, "series", record.series());
    put(words, "label", record.label());
    put(words, "values", record.values());
    put(words, "columns", record.columns());
    put(words, "decimal", record.decimal());
    new TreeMap<>(record.numbers().units())
        .forEach((column, unit) -> put(words, "unit", List.of(column, unit)));
    put(words, "missing-words", record.missing().words());
    put(words, "missing", numbers(record.missing().numbers()));
    new TreeMap<>(record.missing().byColumn())
        .forEach((column, numbers) -> {
          List<String> texts = new ArrayList<>(List.of(column));
          texts.addAll(numbers(numbers));
          put(words, "missing-in", texts);
        });
  }

  private static List<String> numbers(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  private static void put(List<String> words, String key, String text) {
    if (!text.isEmpty()) {
      put(words, key, List.of(text));
    }
  }

  private static void put(List<String> words, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      words.add(key + "=" + String.join(",", texts.stream().map(SettingsText::encode).toList()));
    }
  }

  public static String encode(String text) {
    return text.isEmpty() ? EMPTY : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String decode(String text) {
    return text.equals(EMPTY) ? "" : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads settings.
   *
   * @throws IllegalArgumentException if a word is not one of settings
   */
  public static TextSettings read(List<String> words, int longestLine, String defaultSeries) {
    Words read = new Words();
    words.forEach(read::add);
    return read.settings(longestLine, defaultSeries);
  }

  /** The words that were read. */
  private static final class Words {
    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, List<Double>> missingIn = new HashMap<>();

    void add(String word) {
      int end = word.indexOf('=');
      if (end < 0) {
        throw new IllegalArgumentException("'%s' has no '='".formatted(word));
      }
      String key = word.substring(0, end);
      List<String> decoded =
          Arrays.stream(word.substring(end + 1).split(",", -1)).map(SettingsText::decode).toList();
      switch (key) {
        case "unit" -> units.put(decoded.get(0), decoded.get(1));
        case "missing-in" ->
            missingIn.put(decoded.getFirst(), doubles(decoded.subList(1, decoded.size())));
        case "format",
            "separator",
            "skip-lines",
            "comment",
            "charset",
            "time",
            "time-format",
            "time-zone",
            "series",
            "label",
            "values",
            "columns",
            "decimal",
            "missing-words",
            "missing" ->
            texts.put(key, decoded);
        default -> throw new IllegalArgumentException("'%s' is not a setting".formatted(key));
      }
    }

    private List<String> all(String key) {
      return texts.getOrDefault(key, List.of());
    }

    private String one(String key) {
      return all(key).isEmpty() ? "" : all(key).getFirst();
    }

    TextSettings settings(int longestLine, String defaultSeries) {
      RecordSettings record =
          new RecordSettings(
              new TimeSettings(all("time"), one("time-format"), one("time-zone")),
              all("series"),
              one("label"),
              all("values"),
              all("columns"),
              new NumberSettings(
                  one("decimal"),
                  new Missing(all("missing-words"), doubles(all("missing")), missingIn),
                  units),
              defaultSeries);
      Layout layout =
          new Layout(
              one("skip-lines").isEmpty() ? 0 : Integer.parseInt(one("skip-lines")),
              one("comment"),
              one("charset").isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(one("charset")));
      LineFormat format = LineFormat.valueOf(one("format").toUpperCase(Locale.ROOT));
      char separator = one("separator").isEmpty() ? ',' : one("separator").charAt(0);
      return new TextSettings(format, separator, longestLine, record, layout);
    }

    private static List<Double> doubles(List<String> texts) {
      return texts.stream().map(Double::valueOf).toList();
    }
  }
}
