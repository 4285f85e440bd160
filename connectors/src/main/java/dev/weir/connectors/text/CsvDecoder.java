package dev.weir.connectors.text;

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
 * <p>An empty cell is a value that is missing; the record is unscorable. What is written in a cell
 * must be a finite number.
 */
public final class CsvDecoder implements RecordDecoder {

  private final Columns columns;
  private final SeriesTable table;
  private final List<String> features;
  private final int[] valueColumns;
  private final double[] values;
  private final byte[] defaultSeries;
  private final Cells cells;
  private final Numbers numbers = new Numbers();
  private final Times times = new Times();
  private final FeatureMap mapping = new FeatureMap();
  private byte[] line = new byte[0];
  private int from;
  private int to;

  public CsvDecoder(Columns columns, char separator, RecordSettings settings, SeriesTable table) {
    this.columns = columns;
    this.table = table;
    this.features = table.features(columns.features());
    this.valueColumns = columns.values().stream().mapToInt(Integer::intValue).toArray();
    this.values = new double[valueColumns.length];
    this.defaultSeries = settings.defaultSeries().getBytes(StandardCharsets.UTF_8);
    this.cells = new Cells(separator);
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
    if (!cells.split(line, from, to)) {
      refuse(into, place, Reason.MALFORMED, "a quote is not closed; quotes stand around cells");
    } else if (cells.count() != columns.names().size()) {
      refuse(into, place, Reason.RAGGED, ragged());
    } else if (readValues(into, place)) {
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
      values[i] = start == end ? Double.NaN : numbers.parse(line, start, end);
      if (start < end && !Double.isFinite(values[i])) {
        refuseValue(into, place, cell, values[i]);
        return false;
      }
    }
    return true;
  }

  private void refuseValue(Batch into, RecordLocation place, int cell, double value) {
    String text = cells.text(cell);
    boolean isNumber = Double.isInfinite(value) || Refusals.isNotFinite(text);
    String detail =
        "column '%s' holds %s, which is not %s; leave the cell empty where there is no value"
            .formatted(
                columns.names().get(cell), Refusals.quote(text), isNumber ? "finite" : "a number");
    refuse(into, place, isNumber ? Reason.NOT_FINITE : Reason.NOT_A_NUMBER, detail);
  }

  private void put(Batch into, RecordLocation place) {
    long time = columns.time() < 0 ? place.line() : time();
    Optional<Label> label = label();
    if (time == Times.UNREADABLE) {
      String detail =
          "column '%s' holds %s, which is %s"
              .formatted(
                  columns.names().get(columns.time()),
                  Refusals.quote(cells.text(columns.time())),
                  Times.rule(columns.numbered()));
      refuse(into, place, Reason.BAD_TIME, detail);
    } else if (label.isEmpty()) {
      String text = Refusals.quote(cells.text(columns.label()));
      refuse(into, place, Reason.BAD_LABEL, "label %s is neither 0 nor 1".formatted(text));
    } else if (!hasKey()) {
      refuse(into, place, Reason.BAD_SERIES, Keys.RULE);
    } else {
      Series series = series();
      putValues(series, into);
      into.put(series, time, label.get(), place.high(), place.line());
    }
  }

  private long time() {
    int start = cells.start(columns.time());
    int end = cells.end(columns.time());
    double number = numbers.parse(line, start, end);
    if (columns.numbered()) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
      return whole ? (long) number : Times.UNREADABLE;
    }
    return Double.isNaN(number) ? times.parse(line, start, end) : Times.ofNumber(number);
  }

  private Optional<Label> label() {
    int cell = columns.label();
    return cell < 0 ? Labels.NONE : Labels.parse(line, cells.start(cell), cells.end(cell));
  }

  private boolean hasKey() {
    int cell = columns.series();
    return cell < 0 || Keys.isValid(line, cells.start(cell), cells.end(cell));
  }

  private Series series() {
    int cell = columns.series();
    if (cell < 0) {
      return table.intern(defaultSeries, 0, defaultSeries.length, features);
    }
    return cells.isPlain(cell)
        ? table.intern(line, cells.start(cell), cells.end(cell), features)
        : table.intern(cells.text(cell), features);
  }

  private void putValues(Series series, Batch into) {
    if (!series.isAdmitted() || series.hasFeatures(features)) {
      into.values(values, 0, values.length);
      return;
    }
    for (int place : mapping.places(series, features)) {
      into.value(place < 0 ? Double.NaN : values[place]);
    }
  }

  private void refuse(Batch into, RecordLocation place, Reason reason, String detail) {
    Refusals.refuse(into, place, reason, detail, line, from, to);
  }
}
