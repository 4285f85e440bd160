package dev.weir.settings.connector;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.Layout;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.value.Missing;
import dev.weir.connectors.text.value.NumberSettings;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.TimeSettings;
import dev.weir.settings.hocon.Section;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how text is cut into records, and what the columns of records mean. */
final class TextEntries {

  private static final int LONGEST_LINE = 1 << 28;
  private static final String AUTO = "auto";

  private TextEntries() {}

  /** The text settings of a section; the record settings are given. */
  static Setup setup(Section section, Optional<LineFormat> format, RecordSettings record) {
    Layout layout =
        new Layout(
            section.integer("skip-lines", 0, 1_000), section.text("comment"), charset(section));
    boolean charsetGiven = !section.text("charset").equals(AUTO);
    Optional<Character> separator = separator(section);
    if (format.equals(Optional.of(LineFormat.JSONL))) {
      refuseForJson(section, separator.isPresent(), !record.columns().isEmpty());
    }
    return new Setup(
        format, separator, longestLine(section), record, layout, charsetGiven, false, false);
  }

  private static void refuseForJson(Section section, boolean separated, boolean named) {
    String effect = "has no effect on format = jsonl: it is for CSV; leave it out";
    if (separated) {
      section.problem("separator", effect);
    }
    if (named) {
      section.problem("record.columns", effect);
    }
  }

  private static Optional<Character> separator(Section section) {
    String separator = section.text("separator");
    if (separator.equals(AUTO)) {
      return Optional.empty();
    }
    if (separator.length() != 1 || separator.charAt(0) > 127 || separator.charAt(0) == '"') {
      section.problem("separator", "must be auto or one ASCII character other than a quote");
      return Optional.of(',');
    }
    return Optional.of(separator.charAt(0));
  }

  private static int longestLine(Section section) {
    long bytes = section.bytes("longest-line", 1024);
    if (bytes > LONGEST_LINE) {
      section.problem("longest-line", "must be at most 256 MiB");
    }
    return (int) Math.min(bytes, LONGEST_LINE);
  }

  private static Charset charset(Section section) {
    String name = section.text("charset");
    try {
      Charset charset = name.equals(AUTO) ? StandardCharsets.UTF_8 : Charset.forName(name);
      boolean single = charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
      if (single || charset.equals(StandardCharsets.UTF_8)) {
        return charset;
      }
      section.problem("charset", "must be UTF-8 or have one byte for each character");
      return StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      section.problem("charset", "must be auto or a name such as UTF-8 or windows-1252");
      return StandardCharsets.UTF_8;
    }
  }

  /** The meaning of the columns or fields of a record. */
  static RecordSettings record(Section section, String defaultSeries) {
    RecordSettings record =
        new RecordSettings(
            time(section),
            section.oneOrMore("series"),
            section.text("label"),
            section.texts("values"),
            section.texts("columns"),
            new NumberSettings(decimal(section), missing(section), section.pairs("units")),
            defaultSeries);
    section.refuseUnknownKeys();
    return record;
  }

  private static TimeSettings time(Section section) {
    TimeSettings time =
        new TimeSettings(
            section.oneOrMore("time"), section.text("time-format"), section.text("time-zone"));
    require(section, "time-format", time.format(), "");
    require(section, "time-zone", "", time.zone());
    return time;
  }

  private static void require(Section section, String key, String format, String zone) {
    try {
      new TimeReader(format, zone);
    } catch (IllegalArgumentException e) {
      section.problem(
          key, "'%s' is not one: %s".formatted(section.text(key), String.valueOf(e.getMessage())));
    }
  }

  private static String decimal(Section section) {
    String decimal = section.text("decimal");
    if (!decimal.isEmpty() && !decimal.equals(".") && !decimal.equals(",")) {
      section.problem("decimal", "must be \".\" or \",\", and is '%s'".formatted(decimal));
      return "";
    }
    return decimal;
  }

  private static Missing missing(Section section) {
    List<String> words = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (String text : section.texts("missing")) {
      Optional<Double> number = number(text);
      number.ifPresentOrElse(numbers::add, () -> words.add(text));
    }
    Map<String, List<Double>> byColumn = new TreeMap<>();
    for (Map.Entry<String, List<String>> column : section.lists("missing-in").entrySet()) {
      List<Double> own = new ArrayList<>();
      for (String text : column.getValue()) {
        number(text)
            .ifPresentOrElse(
                own::add,
                () ->
                    section.problem(
                        "missing-in", "must hold numbers, and '%s' is not one".formatted(text)));
      }
      byColumn.put(column.getKey(), own);
    }
    return new Missing(words, numbers, byColumn);
  }

  private static Optional<Double> number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      // A word, then.
      return Optional.empty();
    }
  }

  /** The record settings of a section; what it does not say is as in others. */
  static RecordSettings like(RecordSettings other, RecordSettings own) {
    TimeSettings time = own.time().equals(TimeSettings.USUAL) ? other.time() : own.time();
    return new RecordSettings(
        time,
        own.series().isEmpty() ? other.series() : own.series(),
        own.label().isEmpty() ? other.label() : own.label(),
        own.values().isEmpty() ? other.values() : own.values(),
        own.columns().isEmpty() ? other.columns() : own.columns(),
        own.numbers().equals(NumberSettings.USUAL) ? other.numbers() : own.numbers(),
        own.defaultSeries());
  }
}
