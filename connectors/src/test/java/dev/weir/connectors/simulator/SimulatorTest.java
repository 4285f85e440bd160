package dev.weir.connectors.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.connectors.Rows;
import dev.weir.connectors.SourceContract;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.simulator.SimulatorSettings.Drift;
import dev.weir.connectors.simulator.SimulatorSettings.Missing;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.connectors.simulator.SimulatorSettings.Season;
import dev.weir.engine.Batch;
import dev.weir.engine.Label;
import dev.weir.engine.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulatorTest extends SourceContract {

  private static final int MANY = 100_000;

  @Override
  protected Source source() {
    return simulator(settings(3_000, 3, 2, 0.05, EnumSet.allOf(Anomaly.class)));
  }

  @Test
  void the_seed_makes_the_records() throws Exception {
    SimulatorSettings one = settings(100, 1, 2, 0.05, EnumSet.allOf(Anomaly.class));
    SimulatorSettings other = withSeed(one, 43);

    assertThat(Rows.read(simulator(one), Optional.empty(), 100))
        .isEqualTo(Rows.read(simulator(one), Optional.empty(), 100))
        .isNotEqualTo(Rows.read(simulator(other), Optional.empty(), 100));
  }

  @Test
  void normal_records_are_standard_normal() throws Exception {
    Batch batch = read(settings(MANY, 1, 1, 0, EnumSet.allOf(Anomaly.class)));

    assertThat(mean(batch, 0, Label.NORMAL)).isCloseTo(0, within(0.02));
    assertThat(deviation(batch, 0, Label.NORMAL)).isCloseTo(1, within(0.02));
  }

  @Test
  void as_many_are_anomalous_as_wanted_and_each_has_its_label() throws Exception {
    Batch batch = read(settings(MANY, 1, 1, 0.05, Set.of(Anomaly.OUTLIER)));
    int anomalous = 0;
    for (int row = 0; row < MANY; row++) {
      anomalous += batch.label(row) == Label.ANOMALOUS ? 1 : 0;
    }

    assertThat(anomalous).isBetween(4_700, 5_300);
    assertThat(deviation(batch, 0, Label.ANOMALOUS)).isCloseTo(20 / Math.sqrt(12), within(0.2));
    assertThat(largest(batch, Label.ANOMALOUS)).isBetween(9.9, 10.0);
  }

  @Test
  void shifted_records_lie_5_off_and_scaled_ones_are_3_to_8_times_as_wide() throws Exception {
    Batch shifted = read(settings(MANY, 1, 1, 1, Set.of(Anomaly.SHIFT)));
    Batch scaled = read(settings(MANY, 1, 1, 1, Set.of(Anomaly.SCALE)));

    assertThat(deviation(shifted, 0, Label.ANOMALOUS)).isCloseTo(Math.sqrt(26), within(0.05));
    // The mean square of a factor uniform between 3 and 8.
    double expected = Math.sqrt((512.0 - 27) / 3 / 5);
    assertThat(deviation(scaled, 0, Label.ANOMALOUS)).isCloseTo(expected, within(0.1));
  }

  @Test
  void the_pattern_of_ranges_has_the_notebooks_ranges() throws Exception {
    Batch batch = read(ranges());
    for (int row = 0; row < batch.size(); row++) {
      double value = batch.rows().value(row, 0);
      if (batch.label(row) == Label.NORMAL) {
        assertThat(value).isBetween(90.0, 110.0);
      } else {
        assertThat((value >= 40 && value <= 60) || (value >= 140 && value <= 180)).isTrue();
      }
    }
  }

  @Test
  void drift_moves_every_feature_at_once_or_bit_by_bit() throws Exception {
    SimulatorSettings base = settings(40_000, 2, 1, 0, EnumSet.allOf(Anomaly.class));
    Batch sudden = read(with(base, new Drift(10_000, 3, 1), Season.NONE, Missing.NONE));
    Batch gradual = read(with(base, new Drift(10_000, 3, 5_000), Season.NONE, Missing.NONE));

    assertThat(mean(sudden, 0, 20_000)).isCloseTo(0, within(0.05));
    assertThat(mean(sudden, 20_000, 40_000)).isCloseTo(3, within(0.05));
    assertThat(mean(gradual, 20_000, 30_000)).isCloseTo(1.5, within(0.05));
    assertThat(mean(gradual, 30_000, 40_000)).isCloseTo(3, within(0.05));
  }

  @Test
  void a_season_comes_round_and_missing_stretches_have_no_values() throws Exception {
    SimulatorSettings base = settings(MANY, 1, 1, 0, EnumSet.allOf(Anomaly.class));
    Batch seasonal = read(with(base, Drift.NONE, new Season(100, 10), Missing.NONE));
    Batch holes = read(with(base, Drift.NONE, Season.NONE, new Missing(0.1, 20)));
    double atPeak = 0;
    int missing = 0;
    for (int row = 0; row < MANY; row++) {
      atPeak += row % 100 == 25 ? seasonal.rows().value(row, 0) : 0;
      missing += Double.isNaN(holes.rows().value(row, 0)) ? 1 : 0;
    }

    assertThat(atPeak / (MANY / 100.0)).isCloseTo(10, within(0.2));
    assertThat(missing).isBetween(9_000, 11_000);
    assertThat(missing % 20).isZero();
  }

  @Test
  void keeps_the_rate_by_the_clock() throws Exception {
    AtomicLong clock = new AtomicLong();
    SimulatorSettings settings = settings(0, 1, 1, 0, EnumSet.allOf(Anomaly.class));
    Simulator source = new Simulator("sim", settings, 1_000, clock::get);
    long records = 0;
    try (Source.Reader reader = source.open(Optional.empty(), Rows.table())) {
      for (int tenMillis = 0; tenMillis < 500; tenMillis++) {
        clock.addAndGet(10_000_000);
        Batch batch = new Batch(1_000, 1);
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        reader.poll(batch, 1_000, Duration.ZERO);
        records += batch.size();
      }
    }

    assertThat(records).isEqualTo(5_000);
  }

  @Test
  void refuses_settings_that_make_no_sense() {
    assertThatThrownBy(() -> settings(-1, 1, 1, 0, Set.of(Anomaly.SHIFT)))
        .hasMessageContaining("count");
    assertThatThrownBy(() -> settings(1, 0, 1, 0, Set.of(Anomaly.SHIFT)))
        .hasMessageContaining("series");
    assertThatThrownBy(() -> settings(1, 1, 1, 1.5, Set.of(Anomaly.SHIFT)))
        .hasMessageContaining("anomaly-rate");
  }

  private static Batch read(SimulatorSettings settings) throws Exception {
    Batch batch = new Batch((int) settings.count(), settings.features());
    try (Source.Reader reader = simulator(settings).open(Optional.empty(), Rows.table())) {
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      reader.poll(batch, (int) settings.count(), Duration.ZERO);
    }
    return batch;
  }

  private static Simulator simulator(SimulatorSettings settings) {
    return new Simulator("sim", settings, Double.POSITIVE_INFINITY, () -> 0L);
  }

  private static SimulatorSettings settings(
      long count, int series, int features, double rate, Set<Anomaly> kinds) {
    return new SimulatorSettings(
        count,
        series,
        features,
        rate,
        42,
        Pattern.NORMAL,
        kinds,
        Drift.NONE,
        Season.NONE,
        Missing.NONE,
        Instant.parse("2026-01-01T00:00:00Z"),
        1_000_000_000L);
  }

  private static SimulatorSettings ranges() {
    SimulatorSettings s = settings(20_000, 1, 1, 0.05, EnumSet.allOf(Anomaly.class));
    return new SimulatorSettings(
        s.count(),
        1,
        1,
        s.anomalyRate(),
        s.seed(),
        Pattern.RANGES,
        s.kinds(),
        s.drift(),
        s.season(),
        s.missing(),
        s.start(),
        s.intervalNanos());
  }

  private static SimulatorSettings withSeed(SimulatorSettings s, long seed) {
    return new SimulatorSettings(
        s.count(),
        s.series(),
        s.features(),
        s.anomalyRate(),
        seed,
        s.pattern(),
        s.kinds(),
        s.drift(),
        s.season(),
        s.missing(),
        s.start(),
        s.intervalNanos());
  }

  private static SimulatorSettings with(
      SimulatorSettings s, Drift drift, Season season, Missing missing) {
    return new SimulatorSettings(
        s.count(),
        s.series(),
        s.features(),
        s.anomalyRate(),
        s.seed(),
        s.pattern(),
        s.kinds(),
        drift,
        season,
        missing,
        s.start(),
        s.intervalNanos());
  }

  private static double mean(Batch batch, int feature, Label label) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.label(row) == label) {
        sum += batch.rows().value(row, feature);
        count++;
      }
    }
    return sum / count;
  }

  private static double mean(Batch batch, int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += batch.rows().value(row, 0);
    }
    return sum / (to - from);
  }

  private static double deviation(Batch batch, int feature, Label label) {
    double mean = mean(batch, feature, label);
    double squares = 0;
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.label(row) == label) {
        squares += Math.pow(batch.rows().value(row, feature) - mean, 2);
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  private static double largest(Batch batch, Label label) {
    double largest = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.label(row) == label) {
        largest = Math.max(largest, batch.rows().value(row, 0));
      }
    }
    return largest;
  }
}
