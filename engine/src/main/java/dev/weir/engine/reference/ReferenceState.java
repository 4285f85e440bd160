package dev.weir.engine.reference;

import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.engine.SeriesTable;
import dev.weir.series.Series;
import dev.weir.series.SeriesRules;
import dev.weir.series.SilenceTracker;
import dev.weir.series.WarmUp;
import dev.weir.series.drift.DriftWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a series stands in a checkpoint, written down once more: what the engine saves of a series,
 * the reference engine reads, and the other way round, to the last bit.
 */
final class ReferenceState {

  private static final long NONE = -1;

  private ReferenceState() {}

  // ---- Writing.

  static void write(ReferenceSeries state, StateWriter out) {
    Series series = state.series;
    out.putText(series.key()).putInt(series.features().size());
    series.features().forEach(out::putText);
    out.putText(state.rules.modelConfig(series));
    int part = out.begin();
    ModelState model = state.model.state();
    out.putText(model.detector()).putInt(model.version()).putBytes(model.bytes());
    if (state.model instanceof FittedModel) {
      out.putLong(state.fit.map(ReferenceSeries.PendingFit::at).orElse(NONE));
      out.putLong(state.fit.map(ReferenceSeries.PendingFit::effect).orElse(NONE));
      out.putByte(state.refitWanted ? 1 : 0);
    }
    out.end(part);
    out.putText(state.rules.driftConfig());
    part = out.begin();
    state.window.ifPresent(window -> writeDrift(state, window, out));
    out.end(part);
    out.putInt(state.poisoned);
    out.putByte(state.incident.isOpen() ? 1 : 0);
    if (state.incident.isOpen()) {
      state.incident.write(out);
    }
    if (state.warmUp.isPresent()) {
      out.putText(WarmUp.PART);
      part = out.begin();
      state.warmUp.get().write(out);
      out.end(part);
    }
    if (state.silence.isPresent()) {
      out.putText(SilenceTracker.PART);
      part = out.begin();
      state.silence.get().write(out);
      out.end(part);
    }
  }

  private static void writeDrift(ReferenceSeries state, DriftWindow window, StateWriter out) {
    out.putInt(test(state.rules).every());
    window.write(out);
    double[] rows = state.check.map(check -> check.rows).orElse(new double[0]);
    out.putLong(state.check.map(check -> check.at).orElse(NONE));
    out.putLong(state.check.map(check -> check.effect).orElse(NONE));
    out.putLong(state.checkedSince);
    out.putInt(rows.length).putDoubles(rows, 0, rows.length);
    out.putByte(state.drift.isPresent() ? 1 : 0);
    state.drift.ifPresent(known -> known.write(test(state.rules), out));
  }

  // ---- Reading.

  /** Admits the series and restores its state; empty if it is no longer admitted. */
  static Optional<ReferenceSeries> read(StateReader in, SeriesTable table, SeriesRules rules) {
    String key = in.getText();
    int count = in.getInt(1, Math.max(1, in.remaining() / 4));
    List<String> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      features.add(in.getText());
    }
    Series series = table.restore(key, features);
    return series.isAdmitted() ? Optional.of(read(series, rules, in)) : Optional.empty();
  }

  private static ReferenceSeries read(Series series, SeriesRules rules, StateReader in) {
    boolean sameModel = rules.restores(series, in.getText());
    StateReader modelState = new StateReader(in.getBytes());
    boolean sameDrift = in.getText().equals(rules.driftConfig());
    StateReader driftState = new StateReader(in.getBytes());
    ReferenceSeries state =
        sameModel
            ? new ReferenceSeries(series, rules, readModel(series, rules, modelState))
            : new ReferenceSeries(series, rules);
    if (sameModel && state.model instanceof FittedModel) {
      long at = modelState.getLong();
      long effect = modelState.getLong();
      state.refitWanted = modelState.getByte() == 1;
      if (at != NONE) {
        state.fit(at, effect);
      }
    }
    if (sameDrift && state.window.isPresent()) {
      readDrift(state, state.window.get(), driftState);
      if (!sameModel) {
        state.check = Optional.empty();
      }
    }
    state.poisoned = in.getInt();
    if (in.getByte() == 1) {
      state.incident.read(in);
    }
    while (in.remaining() > 0) {
      String name = in.getText();
      StateReader part = new StateReader(in.getBytes());
      if (name.equals(SilenceTracker.PART)) {
        state.silence.ifPresent(tracker -> tracker.read(part));
      } else if (sameModel) {
        state.warmUp = Optional.of(WarmUp.read(part));
      }
    }
    return state;
  }

  private static Model readModel(Series series, SeriesRules rules, StateReader in) {
    ModelState saved = new ModelState(in.getText(), in.getInt(), in.getBytes());
    return AlertPolicyDetector.restore(series.detector().orElseThrow(), rules.setup(series), saved);
  }

  private static void readDrift(ReferenceSeries state, DriftWindow window, StateReader in) {
    int every = test(state.rules).every();
    in.getInt(every, every);
    window.read(in);
    long at = in.getLong();
    long effect = in.getLong();
    state.checkedSince = in.getLong();
    double[] rows = new double[in.getInt(0, in.remaining() / Double.BYTES)];
    in.getDoubles(rows, 0, rows.length);
    if (at != NONE) {
      state.check =
          Optional.of(new ReferenceSeries.PendingCheck(at, effect, state.checkedSince, rows));
    }
    if (in.getByte() == 1) {
      int features = state.series.features().size();
      state.drift = Optional.of(DriftMemory.read(test(state.rules), in, features));
    }
  }

  private static DriftTest test(SeriesRules rules) {
    return rules.drift().orElseThrow();
  }
}
