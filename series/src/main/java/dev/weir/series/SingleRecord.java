package dev.weir.series;

import dev.weir.detectors.Rows;
import dev.weir.detectors.Scores;
import java.util.Optional;
import java.util.OptionalLong;

/** Records of one row, used again for each record. One owner. */
final class SingleRecord implements Records {

  private final String stream;
  private final Series series;
  private final Rows rows;
  private final Scores scores = new Scores();
  private EventTime timeKind = EventTime.INSTANT;
  private long time;
  private String position = "";
  private Status status = Status.UNSCORABLE;
  private Optional<DeadLetter> deadLetter = Optional.empty();
  private long readyAt = UNKNOWN_TIME;

  /** A record of a series; {@code stream} is the name that ids of detections are made of. */
  SingleRecord(String stream, Series series) {
    this.stream = stream;
    this.series = series;
    this.rows = new Rows(1, series.features().size());
  }

  /** Becomes another record. */
  void set(double[] values, EventTime kind, long at, String where) {
    rows.clear();
    rows.add(values, 0, values.length);
    rows.endRow(kind.millis(at));
    scores.fit(rows);
    timeKind = kind;
    time = at;
    position = where;
    deadLetter = Optional.empty();
    readyAt = UNKNOWN_TIME;
  }

  Status status() {
    return status;
  }

  Optional<DeadLetter> deadLetter() {
    return deadLetter;
  }

  OptionalLong readyAt() {
    return status == Status.WARMING && readyAt != UNKNOWN_TIME
        ? OptionalLong.of(readyAt)
        : OptionalLong.empty();
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public Scores scores() {
    return scores;
  }

  @Override
  public EventTime timeKind() {
    return timeKind;
  }

  @Override
  public long time(int row) {
    return time;
  }

  @Override
  public boolean isHistory() {
    return false;
  }

  @Override
  public String position(int row) {
    return position;
  }

  @Override
  public String id(int row) {
    return id(row, series.config());
  }

  @Override
  public String id(int row, String author) {
    return Ids.detection(stream, 0, position, author);
  }

  @Override
  public void settle(int row, Status as) {
    status = as;
  }

  @Override
  public void settle(int row, DeadLetter why) {
    status = Status.DEAD_LETTERED;
    deadLetter = Optional.of(why);
  }

  @Override
  public void readyAt(int row, long at) {
    readyAt = at;
  }
}
