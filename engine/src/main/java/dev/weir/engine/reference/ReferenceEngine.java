package dev.weir.engine.reference;

import dev.weir.checkpointing.StateHash;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.engine.Batch;
import dev.weir.engine.Phase;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.StreamClock;
import dev.weir.engine.StreamTime;
import dev.weir.series.Series;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The engine without its actors: one thread, one record after the other, nothing asynchronous. What
 * it says of a stream is what the engine has to say of it, to the last bit, whatever the batches,
 * the workers and the timing. Slow, and small enough to be read.
 */
public final class ReferenceEngine {

  private final SeriesRules rules;
  private final Set<String> poison;
  private final Map<Series, ReferenceSeries> series = new HashMap<>();
  private final List<ReferenceSeries> watched = new ArrayList<>();
  private final List<SeriesEvent> events = new ArrayList<>();
  private Phase phase = Phase.LIVE;
  private StreamClock clock = new StreamClock(StreamTime.START);

  /**
   * An engine that has seen nothing.
   *
   * @param poison positions of records that no model survives
   */
  public ReferenceEngine(SeriesRules rules, Set<String> poison) {
    this.rules = rules;
    this.poison = Set.copyOf(poison);
  }

  /**
   * Takes over what was saved of a series.
   *
   * @param entry of the section {@code SERIES} of a checkpoint, or one of {@link #save}
   */
  public void restore(ByteBuffer entry, SeriesTable table) {
    ReferenceState.read(new StateReader(entry), table, rules).ifPresent(this::put);
  }

  /**
   * Takes over the time of the stream.
   *
   * @param entry of the section {@code STREAM} of a checkpoint, or what {@link #saveTime} gave
   */
  public void restoreTime(ByteBuffer entry) {
    clock = new StreamClock(StreamTime.read(new StateReader(entry)));
  }

  /** The state of each series, as entries of the section {@code SERIES} of a checkpoint. */
  public List<byte[]> save() {
    List<byte[]> entries = new ArrayList<>();
    for (ReferenceSeries state : series.values()) {
      StateWriter out = new StateWriter(1024);
      ReferenceState.write(state, out);
      entries.add(bytes(out));
    }
    return entries;
  }

  /** The time of the stream, as the entry of the section {@code STREAM} of a checkpoint. */
  public byte[] saveTime() {
    StateWriter out = new StateWriter(32);
    clock.time().write(out);
    return bytes(out);
  }

  private static byte[] bytes(StateWriter out) {
    ByteBuffer written = out.written();
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  /** The hash of all series, as a checkpoint taken now would have it, as hex. */
  public String stateHash() {
    StateHash hash = new StateHash();
    for (ReferenceSeries state : series.values()) {
      StateWriter out = new StateWriter(1024);
      ReferenceState.write(state, out);
      hash.add(out.written());
    }
    return hash.hex();
  }

  /** Decides what becomes of every row of the batch. */
  public void observe(Batch batch) {
    if (phase == Phase.HISTORY && !batch.isHistory()) {
      goLive();
    }
    phase = batch.stream().phase();
    batch.prepare();
    for (int row = 0; row < batch.size(); row++) {
      watch(batch, row);
      if (!batch.isSettled(row)) {
        stateOf(batch.series(row)).observe(batch, row, poison.contains(batch.position(row)));
      }
    }
    batch.sortEvents();
  }

  /** Who fell silent in the history did so untold: it has not spoken yet. */
  private void goLive() {
    watched.stream()
        .flatMap(state -> state.silence.stream())
        .filter(SilenceTracker::isSilent)
        .forEach(SilenceTracker::forget);
  }

  /** Time goes on by a row: whose it is has spoken, the others may have fallen silent. */
  private void watch(Batch batch, int row) {
    long before = clock.now();
    long now = clock.observe(batch, row);
    if (!batch.isSettled(row)) {
      ReferenceSeries own = stateOf(batch.series(row));
      own.silence.ifPresent(silence -> silence.speak(batch, row, before, now, events));
    }
    for (ReferenceSeries other : watched) {
      if (batch.isSettled(row) || !other.series.equals(batch.series(row))) {
        other.silence.ifPresent(silence -> silence.pass(batch, row, before, now, events));
      }
    }
    batch.addEvents(events);
    events.clear();
  }

  private ReferenceSeries stateOf(Series of) {
    ReferenceSeries known = series.get(of);
    return known == null ? put(new ReferenceSeries(of, rules)) : known;
  }

  private ReferenceSeries put(ReferenceSeries state) {
    series.put(state.series, state);
    if (state.silence.isPresent()) {
      watched.add(state);
    }
    return state;
  }
}
