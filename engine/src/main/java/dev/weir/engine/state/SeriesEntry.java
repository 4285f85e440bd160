package dev.weir.engine.state;

import dev.weir.detectors.Detector;
import dev.weir.detectors.NewerStateException;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.catalogue.StateVersions;
import dev.weir.engine.SeriesTable;
import dev.weir.series.Series;
import dev.weir.series.SeriesProcessor;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes the entry of a series in a checkpoint: key, names of the features, then the
 * state.
 */
public final class SeriesEntry {

  private SeriesEntry() {}

  /**
   * Writes an entry.
   *
   * @param silence state of its silence; empty if it is not watched
   */
  public static void write(WorkerSeries state, Optional<ByteBuffer> silence, StateWriter out) {
    Series series = state.series();
    out.putText(series.key()).putInt(series.features().size());
    series.features().forEach(out::putText);
    state.write(out);
    silence.ifPresent(bytes -> out.putText(SilenceTracker.PART).putBytes(bytes));
  }

  /**
   * Admits the series and restores its state; empty if it is no longer admitted.
   *
   * @throws StateMismatchException if its state cannot be read; the message names series and
   *     detector
   */
  public static Optional<WorkerSeries> read(StateReader in, SeriesTable table, SeriesRules rules) {
    String key = in.getText();
    int count = in.getInt(1, Math.max(1, in.remaining() / 4));
    List<String> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      features.add(in.getText());
    }
    Series series = table.restore(key, features);
    if (!series.isAdmitted()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WorkerSeries(series, rules, in));
    } catch (NewerStateException e) {
      throw new NewerStateException(about(series, e));
    } catch (RuntimeException e) {
      throw new StateMismatchException(about(series, e));
    }
  }

  /**
   * Checks the versions in an entry, whether or not a detector of the configuration judges it;
   * passes an entry that cannot be read.
   *
   * @throws NewerStateException if a newer build wrote it; the message names the series
   */
  static void refuseNewer(StateReader in) {
    String key = "";
    try {
      key = in.getText();
      int count = in.getInt(1, Math.max(1, in.remaining() / 4));
      for (int i = 0; i < count; i++) {
        in.getText();
      }
      StateVersions.refuseNewer(SeriesProcessor.savedModel(in), Set.of());
    } catch (NewerStateException e) {
      throw new NewerStateException("series '%s': %s".formatted(key, e.getMessage()));
    } catch (StateMismatchException e) {
      // Damaged, not newer: SavedState.load reports it.
      return;
    }
  }

  private static String about(Series series, RuntimeException e) {
    String detector = series.detector().map(Detector::name).orElse("");
    String reason = e instanceof StateMismatchException ? e.getMessage() : e.toString();
    return "the state of series '%s' for detector '%s' cannot be read: %s"
        .formatted(series.key(), detector, reason);
  }
}
