package dev.weir.engine;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.incident.Transition;
import dev.weir.series.DeadLetter;
import dev.weir.series.EventTime;
import dev.weir.series.Ids;
import dev.weir.series.Records;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way through a pipeline, in flat columns, together with what became of them. A
 * batch goes from hand to hand and is used again once it is settled: it belongs to the reader of
 * the source, then to the workers, each its own rows, then to the outlet and its sinks.
 */
@SuppressWarnings("EnumOrdinal") // The ordinals never leave the memory of the process.
public final class Batch implements Records {

  // Statuses and labels stand as their ordinals: storing a reference would tell the garbage
  // collector each time, on a line of memory that all workers share.
  private static final Status[] STATUSES = Status.values();
  private static final Label[] LABELS = Label.values();
  private static final byte SCORED = (byte) Status.SCORED.ordinal();
  private static final byte WARMING = (byte) Status.WARMING.ordinal();
  private static final byte ANOMALOUS = (byte) Label.ANOMALOUS.ordinal();
  private static final byte UNDECIDED = -1;

  private static final Comparator<SeriesEvent> EVENT_ORDER =
      Comparator.comparingInt(SeriesEvent::row).thenComparing(Batch::compareSilent);

  private final int capacity;
  private final Rows rows;
  private final Scores scores = new Scores();
  private final Series[] series;
  private final int[] seriesId;
  private final long[] time;
  private final long[] readyAt;
  private final long[] high;
  private final long[] low;
  private final byte[] label;
  private final byte[] status;
  private final @Nullable DeadLetter[] deadLetter;
  private final List<SeriesEvent> events = new ArrayList<>();
  private final BatchText text = new BatchText();
  private int size;
  private EventTime timeKind = EventTime.INSTANT;
  private Stream stream = Stream.NONE;
  private long readNanos;
  private int @Nullable [] notable;

  /** A batch of at most so many records. */
  public Batch(int capacity, int expectedFeatures) {
    this.capacity = capacity;
    rows = new Rows(capacity, expectedFeatures);
    series = new Series[capacity];
    seriesId = new int[capacity];
    time = new long[capacity];
    readyAt = new long[capacity];
    high = new long[capacity];
    low = new long[capacity];
    label = new byte[capacity];
    status = new byte[capacity];
    Arrays.fill(status, UNDECIDED);
    deadLetter = new DeadLetter[capacity];
  }

  /**
   * Values that all records of a batch share.
   *
   * @param pipeline that reads them
   * @param epoch of the source
   * @param positions how their positions read
   * @param phase what they are read for
   */
  public record Stream(String pipeline, long epoch, PositionFormat positions, Phase phase) {
    static final Stream NONE = new Stream("", 0, PositionFormat.NUMBER);

    /** Records that are to be judged. */
    public Stream(String pipeline, long epoch, PositionFormat positions) {
      this(pipeline, epoch, positions, Phase.LIVE);
    }
  }

  // ---- For readers of sources: a record is its values, then put or reject.

  /** Empties the batch for records of this stream. */
  public void clear(Stream of) {
    Arrays.fill(series, 0, size, null);
    Arrays.fill(status, 0, size, UNDECIDED);
    Arrays.fill(deadLetter, 0, size, null);
    rows.clear();
    events.clear();
    text.clear();
    size = 0;
    notable = null;
    stream = of;
  }

  /** Sets the meaning of the times of all records of the batch. */
  public void timeKind(EventTime kind) {
    timeKind = kind;
  }

  /** The next value of the record under way. */
  public void value(double value) {
    rows.add(value);
  }

  /** The next values of the record under way. */
  public void values(double[] from, int at, int length) {
    rows.add(from, at, length);
  }

  /** How many values the record under way has. */
  public int values() {
    return rows.pending();
  }

  /** Ends the record under way. Its values are the features of the series, in order. */
  public void put(Series of, long at, Label with, long positionHigh, long positionLow) {
    int row = end(timeKind.millis(at), positionHigh, positionLow);
    int id = of.id();
    series[row] = of;
    seriesId[row] = id;
    time[row] = at;
    label[row] = (byte) with.ordinal();
    if (id < 0) {
      settle(row, Status.REJECTED);
    }
  }

  /** Ends the record under way as a dead letter; what it has of values is forgotten. */
  public void reject(DeadLetter why, long positionHigh, long positionLow) {
    rows.dropRow();
    int row = end(Rows.NO_TIME, positionHigh, positionLow);
    label[row] = (byte) Label.NONE.ordinal();
    time[row] = 0;
    settle(row, why);
  }

  /** Keeps the text of the record ended last, for sinks that give it back. */
  public void keepText(byte[] bytes, int from, int to) {
    text.keep(size - 1, bytes, from, to);
  }

  private int end(long millis, long positionHigh, long positionLow) {
    rows.endRow(millis);
    high[size] = positionHigh;
    low[size] = positionLow;
    return size++;
  }

  /** When the batch was read, by the clock that measures latency. */
  public void readAt(long nanoTime) {
    readNanos = nanoTime;
  }

  /**
   * A copy of some rows, in this order, with their results, for who keeps them longer than the
   * batch. Events and texts are left out.
   */
  public Batch copyOf(int... kept) {
    Batch copy = new Batch(kept.length, kept.length == 0 ? 1 : rows.width(kept[0]));
    copy.stream = stream;
    copy.timeKind = timeKind;
    copy.readNanos = readNanos;
    for (int row : kept) {
      copy.addRow(this, row);
    }
    copy.prepare();
    for (int i = 0; i < kept.length; i++) {
      copy.scores.copyRow(copy.rows, i, scores, rows, kept[i]);
    }
    return copy;
  }

  private void addRow(Batch from, int row) {
    rows.add(from.rows.values(), from.rows.start(row), from.rows.width(row));
    int to = end(from.rows.time(row), from.high[row], from.low[row]);
    series[to] = from.series[row];
    seriesId[to] = from.seriesId[row];
    time[to] = from.time[row];
    readyAt[to] = from.readyAt[row];
    label[to] = from.label[row];
    status[to] = from.status[row];
    deadLetter[to] = from.deadLetter[row];
  }

  // ---- For the engine.

  /** Makes room for the results of all rows. */
  public void prepare() {
    notable = null;
    scores.fit(rows);
  }

  @Override
  public Scores scores() {
    return scores;
  }

  /** Decides what became of a row. */
  @Override
  public void settle(int row, Status as) {
    status[row] = (byte) as.ordinal();
  }

  /** A row that no model survived. */
  @Override
  public void settle(int row, DeadLetter why) {
    settle(row, Status.DEAD_LETTERED);
    deadLetter[row] = why;
  }

  /** When the series of a warming row will be ready; {@link #UNKNOWN_TIME} if that is not known. */
  @Override
  public void readyAt(int row, long at) {
    readyAt[row] = at;
  }

  /** Whether it is decided what became of a row. */
  public boolean isSettled(int row) {
    return status[row] != UNDECIDED;
  }

  /** Adds what happened to series at rows of this batch; in the order of rows per series. */
  public void addEvents(List<SeriesEvent> happened) {
    events.addAll(happened);
  }

  /**
   * Puts the events in the order of rows. Of one row those of its own series come first, in the
   * order they happened; then the series that fell silent by it, by their keys.
   */
  public void sortEvents() {
    events.sort(EVENT_ORDER);
  }

  private static int compareSilent(SeriesEvent one, SeriesEvent other) {
    boolean silent = fellSilent(one);
    return silent && fellSilent(other)
        ? ((SeriesEvent.SilenceChanged) one)
            .series()
            .compareKeyWith(((SeriesEvent.SilenceChanged) other).series())
        : Boolean.compare(silent, fellSilent(other));
  }

  private static boolean fellSilent(SeriesEvent event) {
    return event instanceof SeriesEvent.SilenceChanged changed
        && changed.transition() == Transition.OPENED;
  }

  public long readNanos() {
    return readNanos;
  }

  // ---- For everybody.

  /** How many records fit. */
  public int capacity() {
    return capacity;
  }

  public int size() {
    return size;
  }

  public Stream stream() {
    return stream;
  }

  /** Whether its records are only learnt from. */
  @Override
  public boolean isHistory() {
    return stream.phase() == Phase.HISTORY;
  }

  @Override
  public EventTime timeKind() {
    return timeKind;
  }

  /** The values of all rows; a dead letter has none. */
  @Override
  public Rows rows() {
    return rows;
  }

  /** Whether the row belongs to a series: dead letters that could not be read do not. */
  public boolean hasSeries(int row) {
    return series[row] != null;
  }

  public Series series(int row) {
    return series[row];
  }

  /** The {@link Series#id()} of the row's series. */
  public int seriesId(int row) {
    return seriesId[row];
  }

  @Override
  public long time(int row) {
    return time[row];
  }

  public Label label(int row) {
    return LABELS[label[row]];
  }

  public Status status(int row) {
    return STATUSES[status[row]];
  }

  /** Why a dead-lettered row is one. */
  public DeadLetter deadLetter(int row) {
    DeadLetter why = deadLetter[row];
    if (why == null) {
      throw new IllegalStateException("row %d is not a dead letter".formatted(row));
    }
    return why;
  }

  /** Whether the row was scored, and its anomaly score or its alert is at least 0.5. */
  public boolean isAnomaly(int row) {
    return status[row] == SCORED
        && AnomalyScore.isAnomaly(Math.max(scores.anomalyScore(row), scores.alert(row)));
  }

  /**
   * The rows that sinks report one by one, in ascending order: anomalies, rows labelled anomalous,
   * and rows that are neither scored nor warming. They are found at the first call, for all sinks;
   * so only sinks may call it, when all rows are settled. Callers must not change the array.
   */
  public int[] notableRows() {
    int[] found = notable;
    if (found == null) {
      found = IntStream.range(0, size).filter(this::isNotable).toArray();
      notable = found;
    }
    return found;
  }

  private boolean isNotable(int row) {
    return status[row] == SCORED
        ? label[row] == ANOMALOUS || isAnomaly(row)
        : status[row] != WARMING;
  }

  /** Anomaly score of a scored row. */
  public double anomalyScore(int row) {
    return scores.anomalyScore(row);
  }

  /** How much a scored row calls for an alert: what its incident goes by. */
  public double alert(int row) {
    return scores.alert(row);
  }

  /** How many alerts a scored row may bring by the budget of its series; 0 if it has none. */
  public double alertBudget(int row) {
    return scores.budget(row);
  }

  /**
   * Event time at which the series of a warming row will be ready, if its records go on at their
   * mean rate so far; empty if they do not tell.
   */
  public OptionalLong readyAt(int row) {
    return status(row) == Status.WARMING && readyAt[row] != UNKNOWN_TIME
        ? OptionalLong.of(readyAt[row])
        : OptionalLong.empty();
  }

  /** The score of a row that reached a model. */
  public Score score(int row) {
    return scores.score(row);
  }

  /** One of {@link #judgedValues}. */
  public double judged(int row, int feature) {
    return judgedValues(row)[rows.start(row) + feature];
  }

  /** Whether a row with a score was judged by other values than its own. */
  public boolean isPrepared(int row) {
    return scores.isPrepared(row);
  }

  /** Whether the row was scored, and its values were forecast: see {@link Scores#forecast}. */
  public boolean hasForecast(int row) {
    return status[row] == SCORED && scores.hasForecast(row);
  }

  /** Why an anomalous row scored as it did. */
  public Explanation explanation(int row) {
    return scores.explanation(rows, row);
  }

  /** Where in its source the row stands. */
  @Override
  public String position(int row) {
    return stream.positions().text(high[row], low[row]);
  }

  /** The id of what is said of the row: the same after any restart. */
  @Override
  public String id(int row) {
    return id(row, series[row] == null ? "" : series[row].config());
  }

  @Override
  public String id(int row, String author) {
    return Ids.detection(stream.pipeline(), stream.epoch(), position(row), author);
  }

  /** The text that was kept of a row; empty if none was. */
  public String text(int row) {
    return new String(text.bytes(), text.from(row), text.length(row), StandardCharsets.UTF_8);
  }

  /** The bytes that were kept of a row; empty if none were. */
  public byte[] bytes(int row) {
    int from = text.from(row);
    return Arrays.copyOfRange(text.bytes(), from, from + text.length(row));
  }

  /** The events of series at rows of this batch, in the order of rows. */
  public List<SeriesEvent> events() {
    return events;
  }
}
