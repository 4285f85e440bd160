package dev.weir.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

  @Test
  void the_forest_is_measured_in_the_configuration_of_the_notebook() throws Exception {
    WeirSettings settings = SettingsReader.read(ConfigFile.load(Path.of("forest.conf")));

    IsolationForest forest =
        (IsolationForest) settings.detectors().detectorFor("any").orElseThrow();
    assertThat(forest.trees()).isEqualTo(50);
    assertThat(forest.window()).isEqualTo(1000);
    assertThat(settings.engine().queues().batch()).isEqualTo(100);
    assertThat(settings.engine().rules().refitEvery()).isEqualTo(1000);
    assertThat(settings.engine().rules().drift().orElseThrow().every()).isEqualTo(500);
    assertThat(simulated(settings).series()).isEqualTo(1);
    assertThat(simulated(settings).features()).isEqualTo(5);
    assertThat(settings.checkpoints()).isPresent();
    assertThat(settings.alerting()).isPresent();
    assertThat(settings.health()).isPresent();
  }

  @Test
  void z_scores_are_measured_over_ten_thousand_series() throws Exception {
    WeirSettings settings = SettingsReader.read(ConfigFile.load(Path.of("z-score.conf")));

    assertThat(settings.detectors().detectorFor("any")).contains(ZScore.DEFAULT);
    assertThat(simulated(settings).series()).isEqualTo(10_000);
    assertThat(settings.engine().rules().drift()).isPresent();
    assertThat(settings.checkpoints()).isPresent();
  }

  private static SimulatorSettings simulated(WeirSettings settings) {
    SourceSettings.Simulated source = (SourceSettings.Simulated) settings.sources().getFirst();
    assertThat(source.rate()).isInfinite();
    return source.settings();
  }
}
