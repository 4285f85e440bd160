package dev.weir.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BareLoopTest {

  private static final int RECORDS = 5_200;

  @TempDir private Path directory;

  @Test
  void does_the_same_to_the_same_records_whatever_it_reads_at_a_time() throws Exception {
    WeirSettings settings = settings(1, 5, "isolation-forest");

    BareLoop.Outcome outcome = outcome(settings, 1250);

    assertThat(outcome(settings, 1250)).isEqualTo(outcome);
    assertThat(outcome(settings, 7)).isEqualTo(outcome);
  }

  @Test
  void fits_and_checks_when_they_are_due() throws Exception {
    BareLoop.Outcome outcome = outcome(settings(1, 5, "isolation-forest"), 1250);

    assertThat(outcome.records()).isEqualTo(RECORDS);
    assertThat(outcome.fits()).isEqualTo(1 + RECORDS / 1000);
    assertThat(outcome.checks()).isEqualTo(RECORDS / 500);
    assertThat(outcome.drifts()).isZero();
    assertThat(outcome.anomalies()).isBetween(RECORDS / 50L, RECORDS / 5L);
  }

  @Test
  void keeps_series_apart() throws Exception {
    BareLoop.Outcome outcome = outcome(settings(4, 1, "z-score"), 1250);

    assertThat(outcome.records()).isEqualTo(RECORDS);
    assertThat(outcome.fits()).isZero();
    assertThat(outcome.checks()).isEqualTo(4 * (RECORDS / 4 / 500));
    assertThat(outcome.anomalies()).isPositive();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void leaves_out_values_that_are_not_measurements() throws Exception {
    BareLoop.Outcome outcome = outcome(settings(1, 5, "isolation-forest", 0.2), 1250);

    assertThat(outcome.records()).isEqualTo(RECORDS);
    assertThat(outcome.checks()).isBetween(1L, RECORDS / 500 - 1L);
    assertThat(outcome.drifts()).isZero();
  }

  private static BareLoop.Outcome outcome(WeirSettings settings, int batch) throws Exception {
    return new BareLoop(settings.engine().rules(), batch)
        .run(BareRun.source(settings), settings.detectors());
  }

  private WeirSettings settings(int series, int features, String detector) throws Exception {
    return settings(series, features, detector, 0);
  }

  private WeirSettings settings(int series, int features, String detector, double missing)
      throws Exception {
    Path file = directory.resolve("bare.conf");
    Files.writeString(
        file,
        """
        weir {
          sources = [{ type = simulator, count = %d, series = %d, features = %d, seed = 3, missing.rate = %s }]
          detectors = [{ match = "*", type = %s }]
        }
        """
            .formatted(RECORDS, series, features, missing, detector));
    return SettingsReader.read(ConfigFile.load(file));
  }
}
