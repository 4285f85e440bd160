package dev.weir.connectors.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.weir.connectors.text.FlatJson.Role;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.monitoring.Printable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decodes lines of one JSON object each. Numbers are values unless they are time, series or label;
 * {@code null} and {@code NaN} are missing values; other fields are passed over. A number in quotes
 * is a value where the settings name the field. Nested objects are read where the settings name a
 * field inside of them.
 *
 * <p>The first record decides whether records have a time: then all must, or none need. A record
 * that is refused decides nothing.
 */
public final class JsonDecoder implements RecordDecoder {

  private static final int LONGEST_DOCUMENT = 1 << 20;
  private static final int DEEPEST = 32;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int MOST_TOKENS = 100_000;

  /** Fails early and cheaply on what no record looks like. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LONGEST_DOCUMENT)
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(Numbers.LONGEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .maxTokenCount(MOST_TOKENS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final RecordSettings settings;
  private final byte[] defaultSeries;
  private final boolean defaultIsValid;
  private final FlatJson flat;
  private final List<FlatJson.Field> fields = new ArrayList<>();
  private boolean plain;
  private final SeriesTable table;
  private final TimeReader times;
  private final ValueText valueTexts;
  private final boolean simple;
  private final String[] timeTexts;
  private final String[] seriesTexts;
  private final KeyParts parts = KeyParts.ofSeries();
  private final Sentinels sentinels;
  private final FeatureMap mapping = new FeatureMap();
  private final List<String> names = new ArrayList<>();
  private double[] values = new double[16];
  private List<String> features = List.of();
  private Optional<EventTime> timeKind;
  private Optional<Label> label = Labels.NONE;
  private byte[] series;
  private int seriesFrom;
  private int seriesTo;
  private long time;
  private boolean hasTime;
  private boolean numbered;

  /** A fault of one record, to become a dead letter. */
  private static final class Fault extends Exception {

    private static final long serialVersionUID = 1L;
    private final Reason reason;

    Fault(Reason reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }
  }

  /**
   * A decoder.
   *
   * @param timeKind of the records before, if there were any
   */
  public JsonDecoder(RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind) {
    this(settings, table, timeKind, new FlatJson(settings));
  }

  JsonDecoder(
      RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind, FlatJson flat) {
    this.flat = flat;
    this.settings = settings;
    this.defaultSeries = settings.defaultSeries().getBytes(StandardCharsets.UTF_8);
    this.defaultIsValid = Keys.isValid(defaultSeries, 0, defaultSeries.length);
    this.series = defaultSeries;
    this.table = table;
    this.timeKind = timeKind;
    this.times = new TimeReader(settings.time().format(), settings.time().zone());
    this.valueTexts = new ValueText(settings);
    this.timeTexts = new String[settings.timeParts()];
    this.seriesTexts = new String[settings.seriesParts()];
    this.simple = timeTexts.length == 1 && seriesTexts.length == 1;
    this.sentinels = new Sentinels(settings.missing());
  }

  @Override
  public Optional<EventTime> timeKind() {
    return timeKind;
  }

  @Override
  public void decode(byte[] line, int from, int to, RecordLocation place, Batch into) {
    if (flat.read(line, from, to)) {
      takeFlat(line);
      try {
        put(flat.features(), flat.values(), place, into);
      } catch (Fault e) {
        Refusals.refuse(into, place, e.reason, String.valueOf(e.getMessage()), line, from, to);
      }
    } else {
      parse(line, from, to, place, into);
    }
  }

  private void takeFlat(byte[] line) {
    label = flat.label();
    hasTime = flat.hasTime();
    numbered = flat.isNumbered();
    time = flat.time();
    series = flat.hasSeries() ? line : defaultSeries;
    seriesFrom = flat.hasSeries() ? flat.seriesFrom() : 0;
    seriesTo = flat.hasSeries() ? flat.seriesTo() : defaultSeries.length;
  }

  private void parse(byte[] line, int from, int to, RecordLocation place, Batch into) {
    try (JsonParser json = JSON.createParser(line, from, to - from)) {
      requireText(line, from, to);
      read(json);
      if (!names.equals(features)) {
        features = table.features(names);
      }
      put(features, values, place, into);
      if (plain) {
        flat.learn(fields, features);
      }
    } catch (Fault e) {
      Refusals.refuse(into, place, e.reason, String.valueOf(e.getMessage()), line, from, to);
    } catch (StreamConstraintsException e) {
      String detail = "it is not a JSON record: " + firstSentence(e);
      Refusals.refuse(into, place, Reason.MALFORMED, detail, line, from, to);
    } catch (IOException e) {
      String detail = "it is not a JSON object: " + firstSentence(e);
      Refusals.refuse(into, place, Reason.MALFORMED, detail, line, from, to);
    }
  }

  private static String firstSentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return Printable.of(end < 0 ? message : message.substring(0, end));
  }

  /** The parser takes some bytes for characters that are none, and passes others over. */
  private static void requireText(byte[] line, int from, int to) throws Fault {
    if (!Keys.isText(line, from, to)) {
      throw new Fault(Reason.MALFORMED, "it is no UTF-8");
    }
  }

  private void read(JsonParser json) throws IOException, Fault {
    names.clear();
    label = Labels.NONE;
    series(defaultSeries);
    fields.clear();
    plain = true;
    hasTime = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new Fault(Reason.MALFORMED, "it is not a JSON object");
    }
    Arrays.fill(timeTexts, null);
    Arrays.fill(seriesTexts, null);
    readFields("", json);
    if (json.nextToken() != null) {
      throw new Fault(Reason.MALFORMED, "something follows the JSON object");
    }
    if (!simple) {
      plain = false;
      joinParts();
    }
  }

  private void readFields(String prefix, JsonParser json) throws IOException, Fault {
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

  private void field(String name, JsonParser json) throws IOException, Fault {
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
        throw new Fault(Reason.BAD_LABEL, "label %s is neither 0 nor 1".formatted(text));
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

  private void readSeries(String name, JsonParser json) throws IOException, Fault {
    JsonToken token = json.currentToken();
    if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw new Fault(Reason.BAD_SERIES, "field '%s' is not text".formatted(name));
    }
    String key = json.getText();
    if (!Keys.isWhole(key)) {
      throw new Fault(Reason.BAD_SERIES, Keys.RULE);
    }
    if (simple) {
      series(key.getBytes(StandardCharsets.UTF_8));
    } else {
      seriesTexts[settings.seriesPart(name)] = key;
    }
  }

  /** Puts the texts of several fields together. */
  private void joinParts() throws Fault {
    if (seriesTexts.length > 1 || seriesTexts[0] != null) {
      series(joined(seriesTexts));
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

  private double quotedNumber(String name, String text) throws Fault {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (valueTexts.read(bytes, 0, bytes.length, settings.unitOf(name))) {
      case NUMBER, MISSING -> valueTexts.value();
      case TOO_LARGE, TEXT ->
          throw new Fault(
              Reason.NOT_A_NUMBER, "field '%s' is a text, and a number is wanted".formatted(name));
    };
  }

  private void was(String name, Role role) {
    fields.add(new FlatJson.Field(name, role));
  }

  private void series(byte[] key) {
    series = key;
    seriesFrom = 0;
    seriesTo = key.length;
  }

  private static double number(String name, JsonParser json) throws IOException, Fault {
    double value = json.getDoubleValue();
    if (json.isNaN()) {
      return Double.NaN;
    }
    if (!Double.isFinite(value)) {
      String text = Refusals.quote(json.getText());
      throw new Fault(
          Reason.NOT_FINITE,
          "field '%s' holds %s, which is not finite; null stands for no value"
              .formatted(name, text));
    }
    return value;
  }

  private void add(String name, double value) throws Fault {
    if (Printable.hasHidden(name)) {
      throw new Fault(Reason.MALFORMED, Refusals.HIDDEN_NAME.formatted(Refusals.quote(name)));
    }
    if (names.size() == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[names.size()] = value;
    names.add(name);
  }

  private void readTime(String name, JsonParser json) throws IOException, Fault {
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

  private void requireTime(String name, String text) throws Fault {
    if (time == Times.UNREADABLE) {
      throw new Fault(
          Reason.BAD_TIME,
          "field '%s' holds %s, which is %s"
              .formatted(name, Refusals.quote(text), Times.rule(numbered)));
    }
  }

  private long timeAt(RecordLocation place) {
    return hasTime ? time : place.hasTime() ? place.time() : place.line();
  }

  /** Whether the series is one; the default is looked at only once. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isSeriesValid() {
    return series == defaultSeries ? defaultIsValid : Keys.isValid(series, seriesFrom, seriesTo);
  }

  private void put(List<String> recordFeatures, double[] numbers, RecordLocation place, Batch into)
      throws Fault {
    boolean instant = hasTime ? !numbered : place.hasTime();
    EventTime kind = instant ? EventTime.INSTANT : EventTime.NUMBER;
    if (timeKind.isPresent() && timeKind.get() != kind) {
      throw new Fault(
          Reason.BAD_TIME,
          hasTime ? "it has a time, unlike those before" : "it has no time, unlike those before");
    }
    if (!isSeriesValid()) {
      throw new Fault(Reason.BAD_SERIES, Keys.RULE);
    }
    if (recordFeatures.isEmpty()) {
      throw new Fault(
          Reason.MALFORMED,
          "it has no field that is a number; record.values names numbers in quotes and in nested"
              + " objects, such as fields.cpu; weir infer says how a file is read");
    }
    if (timeKind.isEmpty()) {
      timeKind = Optional.of(kind);
      into.timeKind(kind);
    }
    sentinels.replace(recordFeatures, numbers);
    Series known = table.intern(series, seriesFrom, seriesTo, recordFeatures);
    if (!known.isAdmitted() || known.hasFeatures(recordFeatures)) {
      into.values(numbers, 0, recordFeatures.size());
    } else {
      for (int at : mapping.places(known, recordFeatures)) {
        into.value(at < 0 ? Double.NaN : numbers[at]);
      }
    }
    into.put(known, timeAt(place), label.get(), place.high(), place.line());
  }
}
