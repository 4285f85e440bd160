package dev.weir.connectors.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.monitoring.Printable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final byte[] defaultSeries;
  private final boolean defaultIsValid;
  private final FlatJson flat;
  private final JsonFields fields;
  private final RecordAssembler assembler;
  private List<String> features = List.of();
  private Optional<Label> label = Labels.NONE;
  private byte[] series;
  private int seriesFrom;
  private int seriesTo;
  private long time;
  private boolean hasTime;
  private boolean numbered;

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
    this.defaultSeries = settings.defaultSeries().getBytes(StandardCharsets.UTF_8);
    this.defaultIsValid = Keys.isValid(defaultSeries, 0, defaultSeries.length);
    this.series = defaultSeries;
    this.fields = new JsonFields(settings, defaultSeries);
    this.assembler = new RecordAssembler(settings, table, timeKind);
  }

  @Override
  public Optional<EventTime> timeKind() {
    return assembler.timeKind();
  }

  @Override
  public void decode(byte[] line, int from, int to, RecordLocation place, Batch into) {
    if (flat.read(line, from, to)) {
      takeFlat(line);
      try {
        put(flat.features(), flat.values(), place, into);
      } catch (RecordFault e) {
        Refusals.refuse(into, place, e.reason(), e.detail(), line, from, to);
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

  private void takeParsed() {
    label = fields.label();
    hasTime = fields.hasTime();
    numbered = fields.isNumbered();
    time = fields.time();
    series = fields.series();
    seriesFrom = 0;
    seriesTo = series.length;
  }

  private void parse(byte[] line, int from, int to, RecordLocation place, Batch into) {
    try (JsonParser json = JsonLimits.FACTORY.createParser(line, from, to - from)) {
      requireText(line, from, to);
      fields.read(json);
      takeParsed();
      if (!fields.names().equals(features)) {
        features = assembler.features(fields.names());
      }
      put(features, fields.values(), place, into);
      if (fields.isPlain()) {
        flat.learn(fields.fields(), features);
      }
    } catch (RecordFault e) {
      Refusals.refuse(into, place, e.reason(), e.detail(), line, from, to);
    } catch (StreamConstraintsException e) {
      String detail = "it is not a JSON record: " + firstSentence(e);
      Refusals.refuse(into, place, Reason.MALFORMED, detail, line, from, to);
    } catch (IOException e) {
      String detail = "it is not a JSON object: " + firstSentence(e) + remedy(line, from, to);
      Refusals.refuse(into, place, Reason.MALFORMED, detail, line, from, to);
    }
  }

  /** Names the setting for a line that does not begin as JSON: it may be CSV. */
  private static String remedy(byte[] line, int from, int to) {
    int first = from;
    while (first < to && (line[first] == ' ' || line[first] == '\t')) {
      first++;
    }
    boolean begins = first < to && (line[first] == '{' || line[first] == '[');
    return begins ? "" : "; lines of CSV are read with format = csv";
  }

  private static String firstSentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return Printable.of(end < 0 ? message : message.substring(0, end));
  }

  /** The parser takes some bytes for characters that are none, and passes others over. */
  private static void requireText(byte[] line, int from, int to) throws RecordFault {
    if (!Keys.isText(line, from, to)) {
      throw new RecordFault(Reason.MALFORMED, "it is not UTF-8");
    }
  }

  /** Whether the series is one; the default is looked at only once. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isSeriesValid() {
    return series == defaultSeries ? defaultIsValid : Keys.isValid(series, seriesFrom, seriesTo);
  }

  private void put(List<String> recordFeatures, double[] numbers, RecordLocation place, Batch into)
      throws RecordFault {
    EventTime kind = assembler.kind(hasTime, numbered, place);
    if (!isSeriesValid()) {
      throw new RecordFault(Reason.BAD_SERIES, Keys.RULE);
    }
    if (recordFeatures.isEmpty()) {
      throw new RecordFault(
          Reason.MALFORMED,
          "it has no field that is a number; record.values names numbers in quotes and in nested"
              + " objects, such as fields.cpu; weir infer says how a file is read");
    }
    assembler.decide(kind, into);
    Series of = assembler.series(series, seriesFrom, seriesTo, recordFeatures);
    assembler.values(of, recordFeatures, numbers, into);
    long at = RecordAssembler.time(hasTime, time, place);
    into.put(of, at, label.get(), place.high(), place.line());
  }
}
