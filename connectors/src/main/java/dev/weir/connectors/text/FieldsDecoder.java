package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Numbers;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.monitoring.Printable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes records that come as names and values, each the bytes of a text. Numbers are values
 * unless they are time, series or label; an empty text, and the words that stand for it, are
 * missing values; other texts are passed over, unless the series has a value of that name. Never
 * throws.
 */
public final class FieldsDecoder {

  private static final int MOST_FIELDS = 10_000;
  private static final byte[] NOTHING = {};

  private final RecordSettings settings;
  private final byte[] defaultSeries;
  private final Numbers numbers = new Numbers();
  private final TimeReader times;
  private final ValueText valueTexts;
  private final byte[][] timeTexts;
  private final byte[][] seriesTexts;
  private final KeyParts timeParts = KeyParts.ofTime();
  private final KeyParts seriesParts = KeyParts.ofSeries();
  private final RecordAssembler assembler;
  private final FieldNames known;
  private final List<String> names = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private double[] values = new double[16];
  private List<String> features = List.of();
  private Optional<Label> label = Labels.NONE;
  private byte[] series;
  private long time;
  private boolean hasTime;
  private boolean numbered;

  /**
   * A decoder.
   *
   * @param timeKind of the records before, if there were any
   */
  public FieldsDecoder(RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind) {
    this.settings = settings;
    this.defaultSeries = settings.defaultSeries().getBytes(StandardCharsets.UTF_8);
    this.series = defaultSeries;
    this.times = new TimeReader(settings.time().format(), settings.time().zone());
    this.valueTexts = new ValueText(settings);
    this.timeTexts = new byte[settings.timeParts()][];
    this.seriesTexts = new byte[settings.seriesParts()][];
    this.known = new FieldNames(settings);
    this.assembler = new RecordAssembler(settings, table, timeKind);
  }

  /** The kind of the times; empty until a record has shown it. */
  public Optional<EventTime> timeKind() {
    return assembler.timeKind();
  }

  /**
   * Decodes one record.
   *
   * @param fields name, value, name, value and so on
   */
  public void decode(List<byte[]> fields, RecordLocation place, Batch into) {
    try {
      read(fields);
      put(place, into);
    } catch (RecordFault e) {
      byte[] head = text(fields);
      Refusals.refuse(into, place, e.reason(), e.detail(), head, 0, head.length);
    }
  }

  /** The fields as one text, for people. */
  public static byte[] text(List<byte[]> fields) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < fields.size() && text.size() < 2048; i++) {
      byte[] field = fields.get(i);
      text.write(field, 0, Math.min(field.length, 1024));
      text.write(i % 2 == 0 ? '=' : ' ');
    }
    return text.toByteArray();
  }

  private void read(List<byte[]> fields) throws RecordFault {
    names.clear();
    texts.clear();
    label = Labels.NONE;
    series = defaultSeries;
    hasTime = false;
    Arrays.fill(timeTexts, NOTHING);
    Arrays.fill(seriesTexts, NOTHING);
    if (fields.size() > 2 * MOST_FIELDS) {
      throw new RecordFault(Reason.MALFORMED, "it has more than %d fields".formatted(MOST_FIELDS));
    }
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      read(known.find(fields.get(i)), fields.get(i + 1));
    }
    joinParts();
    if (names.size() > 1) {
      refuseTwice();
    }
  }

  private void read(FieldNames.Name name, byte[] value) throws RecordFault {
    switch (name.role) {
      case TIME -> readTime(name.text, value);
      case SERIES -> {
        seriesTexts[settings.seriesPart(name.text)] = value;
        series = value;
      }
      case LABEL -> readLabel(value);
      case VALUE, PERHAPS -> readValue(name, value);
      case OTHER -> {}
    }
  }

  private void readTime(String name, byte[] value) throws RecordFault {
    hasTime = true;
    numbered = settings.isNumberedTime(name);
    if (timeTexts.length > 1) {
      timeTexts[settings.timePart(name)] = value;
      return;
    }
    if (numbered) {
      double number = numbers.parse(value, 0, value.length);
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
      time = whole ? (long) number : Times.UNREADABLE;
    } else {
      time = times.parse(value, 0, value.length);
    }
    requireTime(name, value);
  }

  private void requireTime(String name, byte[] value) throws RecordFault {
    if (time == Times.UNREADABLE) {
      throw new RecordFault(
          Reason.BAD_TIME,
          "field '%s': %s is not a time between 1678 and 2262".formatted(name, quote(value)));
    }
  }

  /** Puts the texts of several fields together. */
  private void joinParts() throws RecordFault {
    if (seriesTexts.length > 1) {
      boolean any = false;
      seriesParts.clear();
      for (byte[] text : seriesTexts) {
        any |= text.length > 0;
        seriesParts.add(text, 0, text.length);
      }
      series = any ? Arrays.copyOf(seriesParts.bytes(), seriesParts.length()) : defaultSeries;
    }
    if (timeTexts.length > 1 && hasTime) {
      timeParts.clear();
      for (byte[] text : timeTexts) {
        timeParts.add(text, 0, text.length);
      }
      byte[] text = Arrays.copyOf(timeParts.bytes(), timeParts.length());
      time = times.parse(text, 0, text.length);
      requireTime(String.join(" + ", settings.time().columns()), text);
    }
  }

  private void readLabel(byte[] value) throws RecordFault {
    label = Labels.parse(value, 0, value.length);
    if (label.isEmpty()) {
      throw new RecordFault(
          Reason.BAD_LABEL, "label %s is neither 0 nor 1".formatted(quote(value)));
    }
  }

  private void readValue(FieldNames.Name name, byte[] value) throws RecordFault {
    double number = value.length == 0 ? Double.NaN : numbers.parse(value, 0, value.length);
    if (value.length == 0 || (Double.isFinite(number) && settings.decimal().isEmpty())) {
      add(name.text, number);
      return;
    }
    switch (valueTexts.read(value, 0, value.length, settings.unitOf(name.text))) {
      case NUMBER -> {
        add(name.text, valueTexts.value());
        return;
      }
      case MISSING -> {
        // Of a field that no setting names it is not known whether it ever holds a number.
        if (name.role == FieldNames.Role.VALUE) {
          add(name.text, Double.NaN);
        }
        return;
      }
      case TOO_LARGE ->
          throw new RecordFault(
              Reason.NOT_FINITE,
              "field '%s' holds %s, which is not finite; an empty text stands for no value"
                  .formatted(name.text, quote(value)));
      case TEXT -> {
        // A text that is passed over, or refused below.
      }
    }
    if (name.role == FieldNames.Role.VALUE) {
      throw notANumber(name.text);
    }
    texts.add(name.text);
  }

  private static RecordFault notANumber(String name) {
    return new RecordFault(
        Reason.NOT_A_NUMBER,
        "field '%s' is a text, and a number is wanted".formatted(Printable.of(name)));
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

  private void refuseTwice() throws RecordFault {
    if (names.equals(features)) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new RecordFault(
            Reason.MALFORMED, "field %s comes twice".formatted(Refusals.quote(name)));
      }
    }
  }

  private void put(RecordLocation place, Batch into) throws RecordFault {
    EventTime kind = assembler.kind(hasTime, numbered, place);
    if (!Keys.isValid(series, 0, series.length)) {
      throw new RecordFault(Reason.BAD_SERIES, Keys.RULE);
    }
    if (names.isEmpty()) {
      throw new RecordFault(Reason.MALFORMED, "it has no field that is a number");
    }
    assembler.decide(kind, into);
    if (!names.equals(features)) {
      features = assembler.features(names);
    }
    Series of = assembler.series(series, 0, series.length, features);
    for (String text : texts) {
      if (of.features().contains(text)) {
        throw notANumber(text);
      }
    }
    assembler.values(of, features, values, into);
    long at = RecordAssembler.time(hasTime, time, place);
    into.put(of, at, label.get(), place.high(), place.line());
  }

  private static String quote(byte[] value) {
    return Refusals.quote(
        new String(value, 0, Math.min(value.length, 256), StandardCharsets.UTF_8));
  }
}
