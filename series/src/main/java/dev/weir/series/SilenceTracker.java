package dev.weir.series;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.incident.Transition;
import dev.weir.detectors.silence.Silence;
import dev.weir.detectors.silence.SilenceRule;
import java.util.List;
import java.util.Optional;

/** The silence of a series together with what identifies it. Mutable, one owner. */
public final class SilenceTracker {

  /** Name of this part of the state of a series. */
  public static final String PART = "silence";

  private final Series series;
  private final Silence silence;
  private final boolean countsNumbers;
  private String id = "";

  /** Event time of its last record. */
  private long lastTime;

  /** Of a series that has not spoken yet; empty if its silence is of no interest. */
  public static Optional<SilenceTracker> of(Series series) {
    return series.silence().equals(SilenceRule.OFF)
        ? Optional.empty()
        : Optional.of(new SilenceTracker(series));
  }

  private SilenceTracker(Series series) {
    this.series = series;
    this.silence = new Silence(series.silence());
    this.countsNumbers = series.silence().equals(SilenceRule.AUTO);
  }

  /** See {@link Silence#isWatched}. */
  public boolean isWatched() {
    return silence.isWatched();
  }

  public boolean isSilent() {
    return silence.isSilent();
  }

  /** See {@link Silence#deadline}. */
  public long deadline() {
    return silence.deadline();
  }

  /**
   * A row of another series took the time of the stream from {@code before} to {@code now}; tells
   * {@code events} if this one has fallen silent, and returns whether it has.
   */
  public boolean pass(
      Records batch, int row, long before, long now, List<? super SeriesEvent> events) {
    if (!silence.pass(before, now)) {
      return false;
    }
    id = batch.id(row, author());
    events.add(event(row, Transition.OPENED, id, now));
    return true;
  }

  /**
   * Drops a silence that began in a history, where none is reported: the series counts as not seen
   * yet.
   */
  public void forget() {
    silence.forget();
    id = "";
  }

  /** A row of this series took the time of the stream from {@code before} to {@code now}. */
  public void speak(
      Records batch, int row, long before, long now, List<? super SeriesEvent> events) {
    if (!isTimed(batch)) {
      return;
    }
    if (silence.isSilent()) {
      events.add(event(row, Transition.RESOLVED, batch.id(row, author()), now));
    }
    silence.speak(before, now);
    lastTime = batch.time(row);
  }

  /** A limit in seconds says nothing of records that are only numbered. */
  private boolean isTimed(Records batch) {
    return countsNumbers || batch.timeKind() == EventTime.INSTANT;
  }

  /** Separates the ids of silences at a row from each other and from that of its detection. */
  private String author() {
    return "silence" + '\0' + series.key();
  }

  private SeriesEvent event(int row, Transition transition, String eventId, long now) {
    return new SeriesEvent.SilenceChanged(
        row,
        series,
        transition,
        id,
        eventId,
        lastTime,
        Math.max(0, silence.since(now)),
        silence.usual());
  }

  public void write(StateWriter out) {
    out.putText(series.silence().identity().text()).putText(id).putLong(lastTime);
    silence.write(out);
  }

  /**
   * Takes over what {@link #write} wrote; of another rule only that it was silent, so that its next
   * record resolves it.
   */
  public void read(StateReader in) {
    String rule = in.getText();
    id = in.getText();
    lastTime = in.getLong();
    silence.read(in, rule.equals(series.silence().identity().text()));
  }
}
