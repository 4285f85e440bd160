package dev.weir.connectors.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.connectors.text.FlatJson.Role;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import dev.weir.engine.Label;
import dev.weir.monitoring.Printable;
import dev.weir.series.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a JSON object as a record: numbers with their names, time, series and label. Reads
 * one object after another into the same arrays. One owner.
 */
final class JsonFields {

  private final RecordSettings settings;
  private final byte[] defaultSeries;
  private final TimeReader times;
  private final ValueText valueTexts;
  private final boolean simple;
  private final String[] timeTexts;
  private final String[] seriesTexts;
  private final KeyParts parts = KeyParts.ofSeries();
  private final List<FlatJson.Field> fields = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private double[] values = new double[16];
  private boolean plain;
  private Optional<Label> label = Labels.NONE;
  private byte[] series;
  private long time;
  private boolean hasTime;
  private boolean numbered;

  /**
   * No object is read yet.
   *
   * @param defaultSeries the key of a record without a series, in UTF-8
   */
  JsonFields(RecordSettings settings, byte[] defaultSeries) {
    this.settings = settings;
    this.defaultSeries = defaultSeries;
    this.series = defaultSeries;
    this.times = new TimeReader(settings.time().format(), settings.time().zone());
    this.valueTexts = new ValueText(settings);
    this.timeTexts = new String[settings.timeParts()];
    this.seriesTexts = new String[settings.seriesParts()];
    this.simple = timeTexts.length == 1 && seriesTexts.length == 1;
  }

  /** Names of the values. */
  List<String> names() {
    return names;
  }

  /** The values, in the order of their names; longer than these. */
  double[] values() {
    return values;
  }

  /** All fields with their roles, in their order. */
  List<FlatJson.Field> fields() {
    return fields;
  }

  /** Whether {@link FlatJson} can read objects like this one. */
  boolean isPlain() {
    return plain;
  }

  Optional<Label> label() {
    return label;
  }

  /** The key of the series in UTF-8; the array of the default if the object names none. */
  byte[] series() {
    return series;
  }

  boolean hasTime() {
    return hasTime;
  }

  /** Whether the time counts, and is not an instant. */
  boolean isNumbered() {
    return numbered;
  }

  long time() {
    return time;
  }

  /**
   * Reads the next object of a parser; its fields are valid until the next call.
   *
   * @throws IOException if it is not JSON
   * @throws RecordFault if it is not a record
   */
  void read(JsonParser json) throws IOException, RecordFault {
    names.clear();
    label = Labels.NONE;
    series = defaultSeries;
    fields.clear();
    plain = true;
    hasTime = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new RecordFault(Reason.MALFORMED, "it is not a JSON object");
    }
    Arrays.fill(timeTexts, null);
    Arrays.fill(seriesTexts, null);
    readFields("", json);
    if (json.nextToken() != null) {
      throw new RecordFault(Reason.MALFORMED, "something follows the JSON object");
    }
    if (!simple) {
      plain = false;
      joinParts();
    }
  }

  private void readFields(String prefix, JsonParser json) throws IOException, RecordFault {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix.isEmpty() ? json.currentName() : prefix + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT && settings.isNested(name)) {
        plain = false;
        readFields(name + ".", json);
      } else {
        field(name, json);
      }
    }
  }

  private void field(String name, JsonParser json) throws IOException, RecordFault {
    JsonToken token = json.currentToken();
    if (settings.isTime(name)) {
      readTime(name, json);
      was(name, numbered ? Role.NUMBERED_TIME : Role.TIME);
    } else if (settings.isSeries(name)) {
      readSeries(name, json);
      was(name, Role.SERIES);
    } else if (settings.isLabel(name)) {
      label = token == JsonToken.VALUE_NULL ? Labels.NONE : Labels.parse(json.getText());
      if (label.isEmpty()) {
        String text = Refusals.quote(json.getText());
        throw new RecordFault(Reason.BAD_LABEL, "label %s is neither 0 nor 1".formatted(text));
      }
      was(name, Role.LABEL);
    } else if (token.isNumeric() && settings.isValue(name)) {
      add(name, number(name, json));
      was(name, Role.VALUE);
    } else if (token == JsonToken.VALUE_NULL && settings.isValue(name)) {
      add(name, Double.NaN);
      was(name, Role.VALUE);
    } else if (token == JsonToken.VALUE_STRING && settings.values().contains(name)) {
      add(name, quotedNumber(name, json.getText()));
      was(name, Role.VALUE);
    } else {
      was(name, settings.isValue(name) ? Role.TEXT : Role.OTHER);
      plain &= token.isScalarValue() && !settings.values().contains(name);
      json.skipChildren();
    }
  }

  private void readSeries(String name, JsonParser json) throws IOException, RecordFault {
    JsonToken token = json.currentToken();
    if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw new RecordFault(Reason.BAD_SERIES, "field '%s' is not text".formatted(name));
    }
    String key = json.getText();
    if (!Keys.isWhole(key)) {
      throw new RecordFault(Reason.BAD_SERIES, Keys.RULE);
    }
    if (simple) {
      series = key.getBytes(StandardCharsets.UTF_8);
    } else {
      seriesTexts[settings.seriesPart(name)] = key;
    }
  }

  /** Puts the texts of several fields together. */
  private void joinParts() throws RecordFault {
    if (seriesTexts.length > 1 || seriesTexts[0] != null) {
      series = joined(seriesTexts);
    }
    if (timeTexts.length > 1 && hasTime) {
      String text =
          String.join(" ", Arrays.stream(timeTexts).map(t -> t == null ? "" : t).toList());
      byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
      time = times.parse(bytes, 0, bytes.length);
      requireTime(String.join(" + ", settings.time().columns()), text);
    }
  }

  private byte[] joined(String[] texts) {
    parts.clear();
    boolean any = false;
    for (String text : texts) {
      any |= text != null;
      byte[] part = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
      parts.add(part, 0, part.length);
    }
    return any ? Arrays.copyOf(parts.bytes(), parts.length()) : defaultSeries;
  }

  private double quotedNumber(String name, String text) throws RecordFault {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (valueTexts.read(bytes, 0, bytes.length, settings.unitOf(name))) {
      case NUMBER, MISSING -> valueTexts.value();
      case TOO_LARGE, TEXT ->
          throw new RecordFault(
              Reason.NOT_A_NUMBER, "field '%s' is a text, and a number is wanted".formatted(name));
    };
  }

  private void was(String name, Role role) {
    fields.add(new FlatJson.Field(name, role));
  }

  private static double number(String name, JsonParser json) throws IOException, RecordFault {
    double value = json.getDoubleValue();
    if (json.isNaN()) {
      return Double.NaN;
    }
    if (!Double.isFinite(value)) {
      String text = Refusals.quote(json.getText());
      throw new RecordFault(
          Reason.NOT_FINITE,
          "field '%s' holds %s, which is not finite; null stands for no value"
              .formatted(name, text));
    }
    return value;
  }

  private void add(String name, double value) throws RecordFault {
    if (Printable.hasHidden(name)) {
      throw new RecordFault(Reason.MALFORMED, Refusals.HIDDEN_NAME.formatted(Refusals.quote(name)));
    }
    if (names.size() == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[names.size()] = value;
    names.add(name);
  }

  private void readTime(String name, JsonParser json) throws IOException, RecordFault {
    hasTime = true;
    numbered = settings.isNumberedTime(name);
    time = Times.UNREADABLE;
    if (timeTexts.length > 1) {
      timeTexts[settings.timePart(name)] = json.getText();
      return;
    }
    if (json.currentToken().isNumeric()) {
      double number = json.getDoubleValue();
      byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
      time =
          !numbered
              ? times.parse(number, text, 0, text.length)
              : whole ? (long) number : Times.UNREADABLE;
    } else if (json.currentToken() == JsonToken.VALUE_STRING && !numbered) {
      byte[] text = json.getText().getBytes(StandardCharsets.UTF_8);
      time = times.parse(text, 0, text.length);
    }
    requireTime(name, json.getText());
  }

  private void requireTime(String name, String text) throws RecordFault {
    if (time == Times.UNREADABLE) {
      throw new RecordFault(
          Reason.BAD_TIME,
          "field '%s' holds %s, which is %s"
              .formatted(
                  name, Refusals.quote(text), Times.rule(numbered, settings.time().format())));
    }
  }
}
