package dev.weir.engine.reference;

import dev.weir.checkpointing.StateHash;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.engine.Batch;
import dev.weir.engine.Series;
import dev.weir.engine.SeriesRules;
import dev.weir.engine.SeriesTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
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

  /**
   * An engine that has seen nothing.
   *
   * @param poison positions of records that no model survives
   */
  public ReferenceEngine(SeriesRules rules, Set<String> poison) {
    this.rules = rules;
    this.poison = Set.copyOf(poison);
  }

  /** Takes over what was saved of a series: an entry of a checkpoint's section. */
  void restore(ByteBuffer entry, SeriesTable table) {
    ReferenceState.read(new StateReader(entry), table, rules)
        .ifPresent(state -> series.put(state.series, state));
  }

  /** The hash of all series, as a checkpoint taken now would have it, as hex. */
  String stateHash() {
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
    batch.prepare();
    for (int row = 0; row < batch.size(); row++) {
      if (!batch.isSettled(row)) {
        series
            .computeIfAbsent(batch.series(row), s -> new ReferenceSeries(s, rules))
            .observe(batch, row, poison.contains(batch.position(row)));
      }
    }
    batch.sortEvents();
  }
}
