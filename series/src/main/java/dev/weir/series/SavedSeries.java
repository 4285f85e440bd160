package dev.weir.series;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.StateVersions;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a series, taken apart and not yet restored.
 *
 * @param model empty if it was written with other settings than its model has now
 * @param drift window, reference and check under way; empty if it was written with other settings
 *     than drift checks have now
 * @param warmUp empty if the series was not warming, or relearns
 * @param silence empty if it has none
 */
record SavedSeries(
    Optional<SavedModel> model,
    Optional<StateReader> drift,
    int poisoned,
    Optional<IncidentTracker> incident,
    Optional<WarmUp> warmUp,
    Optional<StateReader> silence) {

  /** A model and, behind it, its fit under way. */
  record SavedModel(ModelState state, StateReader fits) {}

  /** Takes a state apart. */
  static SavedSeries read(Series series, SeriesRules rules, StateReader in) {
    boolean sameModel = rules.restores(series, in.getText());
    SavedModel model = model(in);
    // Also of a model that relearns: a newer build can go on with it.
    StateVersions.refuseNewer(model.state(), Set.of(detector(series).name()));
    boolean sameDrift = in.getText().equals(rules.driftConfig());
    StateReader drift = new StateReader(in.getBytes());
    int poisoned = in.getInt();
    Optional<IncidentTracker> incident =
        in.getByte() == 1 ? Optional.of(incident(in)) : Optional.empty();
    Optional<WarmUp> warmUp = Optional.empty();
    Optional<StateReader> silence = Optional.empty();
    while (in.remaining() > 0) {
      String name = in.getText();
      StateReader part = new StateReader(in.getBytes());
      switch (name) {
        case SilenceTracker.PART -> silence = Optional.of(part);
        case WarmUp.PART -> warmUp = sameModel ? Optional.of(WarmUp.read(part)) : Optional.empty();
        default -> throw new StateMismatchException("a series has a part '%s'".formatted(name));
      }
    }
    return new SavedSeries(
        sameModel ? Optional.of(model) : Optional.empty(),
        sameDrift ? Optional.of(drift) : Optional.empty(),
        poisoned,
        incident.filter(IncidentTracker::isOpen),
        warmUp,
        silence);
  }

  /** The model of a series as it was, or one without a past. */
  Model restoreModel(Series series, SeriesRules rules) {
    Detector detector = detector(series);
    return model
        .map(saved -> AlertPolicyDetector.restore(detector, rules.setup(series), saved.state()))
        .orElseGet(() -> detector.newModel(rules.setup(series)));
  }

  /** Reads the state of the model in a state of a series, and nothing behind it. */
  static ModelState modelOf(StateReader in) {
    in.getText();
    return model(in).state();
  }

  private static SavedModel model(StateReader in) {
    StateReader model = new StateReader(in.getBytes());
    return new SavedModel(new ModelState(model.getText(), model.getInt(), model.getBytes()), model);
  }

  private static IncidentTracker incident(StateReader in) {
    IncidentTracker tracker = new IncidentTracker();
    tracker.read(in);
    return tracker;
  }

  private static Detector detector(Series series) {
    return series.detector().orElseThrow();
  }
}
