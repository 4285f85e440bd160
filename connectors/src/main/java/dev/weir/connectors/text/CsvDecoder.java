package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Numbers;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.SeriesTable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import dev.weir.series.Series;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Decodes CSV lines under one header. Does not allocate for a good record.
 *
 * <p>An empty cell, and one of the words and numbers that stand for it, is a missing value and
 * costs its own column only. A row of empty cells and a repeated header are skipped. Below a header
 * that names the columns in another way each row is a dead letter.
 */
public final class CsvDecoder implements RecordDecoder {

  private final Columns columns;
  private final SeriesTable table;
  private final List<String> features;
  private final int[] valueColumns;
  private final int[] timeColumns;
  private final int[] seriesColumns;
  private final int time;
  private final int series;
  private final double[] values;
  private final double[][] sentinels;
  private final byte[][] units;
  private final byte[] defaultSeries;
  private final Cells cells;
  private final boolean plainNumbers;
  private final boolean strips;
  private final Numbers numbers = new Numbers();
  private final ValueText texts;
  private final TimeReader times;
  private final String timeFormat;
  private final KeyParts timeParts = KeyParts.ofTime();
  private final KeyParts seriesParts = KeyParts.ofSeries();
  private final FeatureMap mapping = new FeatureMap();
  private byte[] line = new byte[0];
  private int from;
  private int to;
  private boolean below;

  public CsvDecoder(Columns columns, char separator, RecordSettings settings, SeriesTable table) {
    this.columns = columns;
    this.table = table;
    this.features = table.features(columns.features());
    this.valueColumns = places(columns.values());
    this.timeColumns = places(columns.time());
    this.seriesColumns = places(columns.series());
    this.time = timeColumns.length == 0 ? -1 : timeColumns[0];
    this.series = seriesColumns.length == 0 ? -1 : seriesColumns[0];
    this.values = new double[valueColumns.length];
    this.sentinels =
        columns.features().stream().map(settings.missing()::numbersOf).toArray(double[][]::new);
    this.units = columns.features().stream().map(settings::unitOf).toArray(byte[][]::new);
    this.defaultSeries = settings.defaultSeries().getBytes(StandardCharsets.UTF_8);
    this.cells = new Cells(separator);
    this.strips = !settings.series().isEmpty();
    this.plainNumbers = !settings.decimal().equals(",");
    this.texts = new ValueText(settings);
    this.timeFormat = settings.time().format();
    this.times = new TimeReader(timeFormat, settings.time().zone());
  }

  private static int[] places(List<Integer> columns) {
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Optional<EventTime> timeKind() {
    return Optional.of(columns.numbered() ? EventTime.NUMBER : EventTime.INSTANT);
  }

  @Override
  public void decode(byte[] bytes, int start, int end, RecordLocation place, Batch into) {
    line = bytes;
    from = start;
    to = end;
    if (below) {
      refuseBelow(into, place);
    } else if (!cells.split(line, from, to)) {
      refuse(into, place, Reason.MALFORMED, "a quote is not closed; quotes stand around cells");
    } else if (cells.count() != columns.names().size()) {
      if (!cells.areEmpty()) {
        refuse(into, place, Reason.RAGGED, ragged());
      }
    } else {
      decode(into, place);
    }
  }

  private void decode(Batch into, RecordLocation place) {
    if (strips) {
      cells.strip(seriesColumns);
    }
    if (readValues(into, place)) {
      put(into, place);
    }
  }

  private String ragged() {
    String plural = cells.count() == 1 ? "" : "s";
    return ("it has %d cell%s, and the header %d; quotes stand around a cell with the separator in"
            + " it, and a cell without a value is left empty")
        .formatted(cells.count(), plural, columns.names().size());
  }

  private boolean readValues(Batch into, RecordLocation place) {
    for (int i = 0; i < values.length; i++) {
      int cell = valueColumns[i];
      int start = cells.start(cell);
      int end = cells.end(cell);
      while (start < end && line[start] == ' ') {
        start++;
      }
      while (start < end && line[end - 1] == ' ') {
        end--;
      }
      double value = plainNumbers && start < end ? numbers.parse(line, start, end) : Double.NaN;
      if (!Double.isFinite(value) && start < end) {
        ValueText.Kind kind = texts.read(line, start, end, units[i]);
        value = texts.value();
        if (kind == ValueText.Kind.TEXT || kind == ValueText.Kind.TOO_LARGE) {
          refuseValue(into, place, cell, kind);
          return false;
        }
      }
      values[i] = sentinels[i].length == 0 ? value : unlessSentinel(value, sentinels[i]);
    }
    return true;
  }

  private static double unlessSentinel(double value, double[] missing) {
    for (double number : missing) {
      if (value == number) {
        return Double.NaN;
      }
    }
    return value;
  }

  private void refuseValue(Batch into, RecordLocation place, int cell, ValueText.Kind kind) {
    if (isHeader() || refusesOther(into, place)) {
      return;
    }
    String text = cells.text(cell);
    boolean tooLarge = kind == ValueText.Kind.TOO_LARGE;
    String detail =
        ("column '%s' holds %s, which is not %s; leave the cell empty where there is no value, or"
                + " name the word in record.missing")
            .formatted(
                columns.names().get(cell), Refusals.quote(text), tooLarge ? "finite" : "a number");
    refuse(into, place, tooLarge ? Reason.NOT_FINITE : Reason.NOT_A_NUMBER, detail);
  }

  /** Whether the line is the header once more. */
  private boolean isHeader() {
    for (int cell = 0; cell < cells.count(); cell++) {
      String text = cells.text(cell).strip();
      if (!text.isEmpty() && !text.equals(columns.names().get(cell))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line that names the columns in another way was decoded. */
  public boolean isBelowOtherHeader() {
    return below;
  }

  /** Refuses all lines from here on, as below a line that names the columns in another way. */
  public void beginBelowOtherHeader() {
    below = true;
  }

  private void refuseBelow(Batch into, RecordLocation place) {
    if (!cells.split(line, from, to) || !cells.areEmpty()) {
      refuse(
          into,
          place,
          Reason.MALFORMED,
          "it stands below a header that names other columns, or in another order, so it is not read;"
              + " put it below a header of its own, in another file or batch");
    }
  }

  /** Refuses the line, and all that follow, if it names the columns in another way. */
  private boolean refusesOther(Batch into, RecordLocation place) {
    below = isOtherHeader();
    if (below) {
      refuse(
          into,
          place,
          Reason.MALFORMED,
          "the header comes again with its columns in another order, or with others: nothing below is"
              + " read; put what is below into a file of its own");
    }
    return below;
  }

  /** Whether no cell is a number, and half of them or more are names, that of the time included. */
  private boolean isOtherHeader() {
    int known = 0;
    boolean timed = time < 0;
    for (int cell = 0; cell < cells.count(); cell++) {
      if (!Double.isNaN(numbers.parse(line, cells.start(cell), cells.end(cell)))) {
        return false;
      }
      String text = cells.text(cell).strip();
      known += columns.names().contains(text) ? 1 : 0;
      timed |= time >= 0 && text.equals(columns.names().get(time));
    }
    return timed && 2 * known >= cells.count();
  }

  private void put(Batch into, RecordLocation place) {
    long at = time < 0 ? place.line() : time();
    Optional<Label> label = label();
    if (at == Times.UNREADABLE) {
      refuseTime(into, place);
    } else if (label.isEmpty()) {
      String text = Refusals.quote(cells.text(columns.label()));
      refuse(into, place, Reason.BAD_LABEL, "label %s is neither 0 nor 1".formatted(text));
    } else if (!hasKey()) {
      refuse(into, place, Reason.BAD_SERIES, Keys.RULE);
    } else {
      Series of = series();
      putValues(of, into);
      into.put(of, at, label.get(), place.high(), place.line());
    }
  }

  private void refuseTime(Batch into, RecordLocation place) {
    if (cells.areEmpty() || isHeader() || refusesOther(into, place)) {
      return;
    }
    String detail =
        "column '%s' holds %s, which is %s"
            .formatted(
                columns.names().get(time),
                Refusals.quote(cells.text(time)),
                Times.rule(columns.numbered(), timeFormat));
    refuse(into, place, Reason.BAD_TIME, detail);
  }

  private long time() {
    if (columns.numbered()) {
      double number = numbers.parse(line, cells.start(time), cells.end(time));
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
      return whole ? (long) number : Times.UNREADABLE;
    }
    if (timeColumns.length == 1) {
      return times.parse(line, cells.start(time), cells.end(time));
    }
    join(timeParts, timeColumns);
    return times.parse(timeParts.bytes(), 0, timeParts.length());
  }

  private void join(KeyParts parts, int[] from) {
    parts.clear();
    for (int cell : from) {
      parts.add(line, cells.start(cell), cells.end(cell));
    }
  }

  private Optional<Label> label() {
    int cell = columns.label();
    return cell < 0 ? Labels.NONE : Labels.parse(line, cells.start(cell), cells.end(cell));
  }

  private boolean hasKey() {
    if (seriesColumns.length > 1) {
      join(seriesParts, seriesColumns);
      return Keys.isValid(seriesParts.bytes(), 0, seriesParts.length());
    }
    return series < 0 || Keys.isValid(line, cells.start(series), cells.end(series));
  }

  private Series series() {
    if (series < 0) {
      return table.intern(defaultSeries, 0, defaultSeries.length, features);
    }
    if (seriesColumns.length > 1) {
      return table.intern(seriesParts.bytes(), 0, seriesParts.length(), features);
    }
    return cells.isPlain(series)
        ? table.intern(line, cells.start(series), cells.end(series), features)
        : table.intern(cells.text(series), features);
  }

  private void putValues(Series of, Batch into) {
    if (!of.isAdmitted() || of.hasFeatures(features)) {
      into.values(values, 0, values.length);
      return;
    }
    for (int place : mapping.places(of, features)) {
      into.value(place < 0 ? Double.NaN : values[place]);
    }
  }

  private void refuse(Batch into, RecordLocation place, Reason reason, String detail) {
    Refusals.refuse(into, place, reason, detail, line, from, to);
  }
}
