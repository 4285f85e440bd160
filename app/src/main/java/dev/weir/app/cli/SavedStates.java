package dev.weir.app.cli;

import com.typesafe.config.ConfigFactory;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.state.SavedState;
import dev.weir.series.SeriesRules;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads the series of checkpoints.
 *
 * @param plans the detectors that may have saved them
 */
record SavedStates(List<DetectorPlan> plans, SeriesRules rules) {

  /** As a start with the configuration does; without one, for detectors of default settings. */
  static SavedStates of(Optional<Path> config) throws ConfigurationException {
    if (config.isPresent()) {
      WeirSettings settings = SettingsReader.read(ConfigFile.load(config.get()));
      return new SavedStates(List.of(settings.detectors()), settings.engine().rules());
    }
    WeirSettings defaults = SettingsReader.read(ConfigFile.resolve(ConfigFactory.empty()));
    List<DetectorPlan> plans =
        Detectors.defaults().stream()
            .flatMap(detector -> Stream.of(detector, budgeted(detector)))
            .map(DetectorPlan::all)
            .toList();
    return new SavedStates(plans, defaults.engine().rules());
  }

  /** Which budget it is does not matter to its state. */
  private static Detector budgeted(Detector detector) {
    return AlertPolicyDetector.of(detector, AlertBudget.atMost("1%"), AlertFilter.NONE);
  }

  SavedState.Series load(CheckpointReader reader) throws IOException {
    return SavedState.load(reader, plans, rules);
  }
}
