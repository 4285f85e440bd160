package dev.weir.engine.pipeline;

import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.engine.Series;
import dev.weir.engine.SeriesRules;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.SilenceTracker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a series stands in a checkpoint: what identifies it, then its state. */
final class SeriesEntry {

  private SeriesEntry() {}

  static void write(SeriesState state, Optional<ByteBuffer> silence, StateWriter out) {
    Series series = state.series();
    out.putText(series.key()).putInt(series.features().size());
    series.features().forEach(out::putText);
    state.write(out);
    silence.ifPresent(bytes -> out.putText(SilenceTracker.PART).putBytes(bytes));
  }

  /** Admits the series and restores its state; empty if it is no longer admitted. */
  static Optional<SeriesState> read(StateReader in, SeriesTable table, SeriesRules rules) {
    String key = in.getText();
    int count = in.getInt(1, Math.max(1, in.remaining() / 4));
    List<String> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      features.add(in.getText());
    }
    Series series = table.intern(key, features);
    return series.isAdmitted()
        ? Optional.of(SeriesState.read(series, rules, in))
        : Optional.empty();
  }
}
