package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Score;
import dev.weir.detectors.Scores;
import dev.weir.detectors.SplitMix64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States that versions 3 and 4 wrote once of a daily wave of 15 to 27 in five minutes, after 150
 * records and after 3,000, of which the last ten are an event at 60. They are kept as long as they
 * are read.
 */
class StateBeforeTest {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);
  private static final long FIVE_MINUTES = 300_000;

  private final SplitMix64 random = new SplitMix64(9);

  @ParameterizedTest
  @EnumSource
  void a_series_of_version_4_goes_on_bit_for_bit_and_forecasts_after_ten_records(Memory memory)
      throws IOException {
    Model then = restored(memory, 4, 3_000);
    Model today = new Auto(memory).newModel(ONE_FEATURE);
    SplitMix64 past = new SplitMix64(9);
    for (int i = 0; i < 3_000; i++) {
      double value = wave(i) + (past.nextDouble() + past.nextDouble());
      today.learn(new double[] {i >= 2_990 ? 60 : value}, i * FIVE_MINUTES);
    }

    int forecasts = 0;
    for (int i = 3_000; i < 3_100; i++) {
      double value = usual(i);
      Rows rows = new Rows(1, 1);
      rows.add(new double[] {value}, 0, 1);
      rows.endRow(i * FIVE_MINUTES);
      Scores now = scored(today, rows);
      Scores restored = scored(then, rows);
      assertThat(restored.score(0)).isEqualTo(now.score(0));
      assertThat(now.hasForecast(0)).isTrue();
      forecasts += restored.hasForecast(0) ? 1 : 0;
    }
    assertThat(forecasts).isBetween(75, 90);
  }

  private static Scores scored(Model model, Rows rows) {
    Scores scores = new Scores();
    scores.fit(rows);
    model.scoreThenLearn(new Run().over(rows, scores, new int[] {0}, 0, 1));
    return scores;
  }

  @ParameterizedTest
  @EnumSource
  void a_series_of_version_4_in_its_warm_up_goes_on(Memory memory) throws IOException {
    Model model = restored(memory, 4, 150);

    assertThat(model.score(new double[] {20}, 150 * FIVE_MINUTES))
        .isEqualTo(new Score.WarmingUp(50));
  }

  @ParameterizedTest
  @EnumSource
  void a_series_goes_on_with_what_it_had_learnt(Memory memory) throws IOException {
    Model model = restored(memory, 3, 3_000);

    assertThat(model.pointsLearned()).isEqualTo(3_000);
    assertThat(strangeness(model, usual(3_000), 3_000)).isLessThan(0.5);
    assertThat(strangeness(model, 60, 3_000)).isGreaterThan(0.5);
    int flagged = 0;
    for (int i = 3_000; i < 4_000; i++) {
      double value = usual(i);
      flagged += strangeness(model, value, i) >= 0.5 ? 1 : 0;
      model.learn(new double[] {value}, i * FIVE_MINUTES);
    }
    assertThat(flagged).isLessThanOrEqualTo(20);
    assertThat(strangeness(model, 60, 4_000)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void a_series_in_its_warm_up_needs_no_more_records_than_before(Memory memory) throws IOException {
    Model model = restored(memory, 3, 150);

    assertThat(model.score(new double[] {20}, 150 * FIVE_MINUTES))
        .isEqualTo(new Score.WarmingUp(50));
    for (int i = 150; i < 1_000; i++) {
      model.learn(new double[] {usual(i)}, i * FIVE_MINUTES);
    }
    assertThat(strangeness(model, usual(1_000), 1_000)).isLessThan(0.5);
    assertThat(strangeness(model, 60, 1_000)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @EnumSource
  void what_goes_on_is_written_as_version_5_and_read_again(Memory memory) throws IOException {
    Model model = restored(memory, 3, 3_000);
    model.learn(new double[] {usual(3_000)}, 3_000 * FIVE_MINUTES);
    ModelState now = model.state();

    assertThat(now.version()).isEqualTo(5);
    assertThat(new Auto(memory).restore(ONE_FEATURE, now).state().bytes()).isEqualTo(now.bytes());
  }

  private static Model restored(Memory memory, int version, int records) throws IOException {
    String name =
        "/golden/auto-v%d-%s-%d.bin"
            .formatted(version, memory.name().toLowerCase(Locale.ROOT), records);
    try (InputStream in =
        Objects.requireNonNull(StateBeforeTest.class.getResourceAsStream(name), name)) {
      ModelState state = new ModelState(Auto.NAME, version, ByteBuffer.wrap(in.readAllBytes()));
      return new Auto(memory).restore(ONE_FEATURE, state);
    }
  }

  private static double strangeness(Model model, double value, int record) {
    Score score = model.score(new double[] {value}, record * FIVE_MINUTES);
    return score instanceof Score.Ready ready ? ready.anomalyScore() : -1;
  }

  private double usual(int i) {
    double noise = random.nextDouble() + random.nextDouble();
    return wave(i) + noise;
  }

  private static double wave(int i) {
    return 20 + 5 * StrictMath.sin(2 * Math.PI * (i % 288) / 288);
  }
}
