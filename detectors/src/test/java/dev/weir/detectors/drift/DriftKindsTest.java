package dev.weir.detectors.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.drift.DriftTest.Kind;
import dev.weir.detectors.drift.Finding.Test;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all drift tests have in common, and what each alone can see. */
class DriftKindsTest {

  private static final int WINDOW = 500;
  private static final DoubleUnaryOperator AS_IT_WAS = x -> x;

  private final Random random = new Random(1);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_first_window_is_normal_and_a_level_that_moves_is_not(Kind kind) {
    Watched watched = new Watched(kind, 2);

    assertThat(watched.take(AS_IT_WAS).findings()).isEmpty();
    assertThat(watched.take(AS_IT_WAS).findings()).isEmpty();
    List<Finding> findings = watched.take(x -> x + 1).findings();

    assertThat(findings).isNotEmpty().allMatch(finding -> finding.feature() == 1);
    assertThat(findings).allMatch(finding -> finding.statistic() > finding.critical());
    assertThat(findings).allMatch(finding -> finding.p() >= 0 && finding.p() < 1e-4);
    assertThat(findings).anyMatch(finding -> finding.after() - finding.before() > 0.5);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_spread_that_doubles_is_found_as_such(Kind kind) {
    Watched watched = new Watched(kind, 1);
    watched.take(AS_IT_WAS);
    List<Finding> findings = watched.take(x -> 2 * x).findings();
    if (findings.isEmpty()) {
      findings = watched.take(x -> 2 * x).findings();
    }

    assertThat(findings.stream().map(Finding::test)).containsAnyOf(Test.SPREAD, Test.VARIANCE);
    assertThat(findings.stream().map(Finding::test)).doesNotContain(Test.LEVEL, Test.MEAN);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_constant_that_moves_is_found_and_a_single_spike_is_not(Kind kind) {
    Watched watched = new Watched(kind, 1);
    watched.take(_ -> 7);
    double[] spike = new double[WINDOW];
    Arrays.fill(spike, 7);
    spike[250] = 1e9;

    assertThat(watched.take(spike).findings()).isEmpty();
    assertThat(watched.take(_ -> 7.5).findings()).isNotEmpty();
  }

  /** A million records, for which 0.1 is promised: three would come once in 6,000 times. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void stable_records_bring_no_drift_whatever_their_distribution(Kind kind) {
    int found = 0;
    for (DoubleUnaryOperator shape :
        List.<DoubleUnaryOperator>of(
            AS_IT_WAS,
            StrictMath::exp,
            x -> Math.round(2 * x),
            x -> x > 1.8 ? 1 : 0,
            x -> StrictMath.tan(1.5 * StrictMath.atan(x)))) {
      for (int series = 0; series < 20; series++) {
        Watched watched = new Watched(kind, 2);
        for (int i = 0; i < 20; i++) {
          found += watched.take(shape).findings().isEmpty() ? 0 : 1;
        }
      }
    }

    assertThat(found).isLessThan(3);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void only_the_multivariate_test_sees_that_features_no_longer_go_together(Kind kind) {
    Watched watched = new Watched(kind, 3);
    watched.take(pair(0.8));
    watched.take(pair(0.8));
    List<Finding> findings = watched.take(pair(0)).findings();

    if (kind == Kind.MULTIVARIATE) {
      assertThat(findings).hasSize(1);
      Finding found = findings.getFirst();
      assertThat(found.test()).isEqualTo(Test.CORRELATION);
      assertThat(found.feature()).isEqualTo(0);
      assertThat(found.other()).isEqualTo(OptionalInt.of(2));
      assertThat(found.before()).isCloseTo(0.8, within(0.1));
      assertThat(found.after()).isCloseTo(0, within(0.15));
    } else {
      assertThat(findings).isEmpty();
    }
  }

  /** A shift of 0.15 deviations: hardly a window of 500 shows it. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ADWIN", "KS"})
  void adwin_sees_over_many_windows_what_none_of_them_shows(Kind kind) {
    int found = 0;
    for (int series = 0; series < 10; series++) {
      Watched watched = new Watched(kind, 1);
      for (int i = 0; i < 20; i++) {
        watched.take(AS_IT_WAS);
      }
      for (int i = 0; i < 20; i++) {
        found += watched.take(x -> x + 0.15).findings().isEmpty() ? 0 : 1;
      }
    }

    assertThat(found).isBetween(kind == Kind.ADWIN ? 9 : 0, kind == Kind.ADWIN ? 12 : 3);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void what_is_known_goes_on_from_its_bytes_as_if_nothing_had_happened(Kind kind) {
    Watched straight = new Watched(kind, 2);
    Watched interrupted = new Watched(kind, 2);
    List<List<Finding>> expected = new ArrayList<>();
    List<List<Finding>> actual = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double shift = i < 6 ? 0 : 0.4;
      double[] rows = straight.rows(x -> x + shift);
      expected.add(straight.take(rows).findings());
      actual.add(interrupted.take(rows).findings());
      interrupted.writeAndRead();
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(expected).anyMatch(findings -> !findings.isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"KS"},
      mode = EnumSource.Mode.EXCLUDE)
  void what_another_test_knew_or_another_series_is_refused(Kind kind) {
    Watched watched = new Watched(kind, 2);
    watched.take(AS_IT_WAS);
    StateWriter out = new StateWriter(16);
    watched.memory.orElseThrow().write(watched.test, out);

    for (Kind other : Kind.values()) {
      if (other != kind && other != Kind.KS) {
        DriftTest test = new DriftTest(other, WINDOW, 0.1);
        StateReader in = new StateReader(out.written());
        assertThatThrownBy(() -> DriftMemory.read(test, in, 2))
            .isInstanceOf(StateMismatchException.class);
      }
    }
    StateReader in = new StateReader(out.written());
    assertThatThrownBy(() -> DriftMemory.read(watched.test, in, 1))
        .isInstanceOf(StateMismatchException.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void what_is_known_stays_within_what_was_announced(Kind kind) {
    Watched watched = new Watched(kind, 2);
    for (int i = 0; i < 100; i++) {
      watched.take(AS_IT_WAS);
    }

    // Besides: the window that fills and the one that is checked.
    assertThat(watched.bytes()).isLessThan((int) watched.test.bytes(2) - 2 * WINDOW * 2 * 8 + 16);
  }

  /** The critical value against what drawn divisions of the records show, at 1 in 1,000. */
  @org.junit.jupiter.api.Test
  void ranks_stay_below_what_chance_may_make_of_them() {
    double critical = Math.sqrt(2 * StrictMath.log(2 / 1e-3));
    double[] rows = rows(3, StrictMath::exp);
    Ranks one = Ranks.of(rows, rows, 0, 3);
    Ranks other = Ranks.of(rows, rows, 2, 3);
    double[] products = Ranks.product(one.values(), other.values()).values().clone();
    SplitMix64 draw = new SplitMix64(5);
    int above = 0;
    for (int i = 0; i < 5_000; i++) {
      for (int k = products.length - 1; k > 0; k--) {
        int with = draw.nextInt(k + 1);
        double kept = products[k];
        products[k] = products[with];
        products[with] = kept;
      }
      above += new Ranks(products).compare(WINDOW).statistic() > critical ? 1 : 0;
    }

    assertThat(above).isLessThanOrEqualTo(5);
  }

  private double[] rows(int features, DoubleUnaryOperator ofLast) {
    double[] rows = new double[WINDOW * features];
    for (int i = 0; i < rows.length; i++) {
      double value = random.nextGaussian();
      rows[i] = i % features == features - 1 ? ofLast.applyAsDouble(value) : value;
    }
    return rows;
  }

  /** Three features of which the first and the last go together. */
  private double[] pair(double correlation) {
    double[] rows = rows(3, AS_IT_WAS);
    for (int i = 0; i < rows.length; i += 3) {
      rows[i + 2] = correlation * rows[i] + Math.sqrt(1 - correlation * correlation) * rows[i + 2];
    }
    return rows;
  }

  /** A series under a test, whose last feature is made something of. */
  private final class Watched {
    final DriftTest test;
    final int features;
    Optional<DriftMemory> memory = Optional.empty();

    Watched(Kind kind, int features) {
      this.test = new DriftTest(kind, WINDOW, 0.1);
      this.features = features;
    }

    double[] rows(DoubleUnaryOperator ofLast) {
      return DriftKindsTest.this.rows(features, ofLast);
    }

    CheckOutcome take(DoubleUnaryOperator ofLast) {
      return take(rows(ofLast));
    }

    CheckOutcome take(double[] rows) {
      CheckOutcome outcome = test.check(memory, rows, features);
      memory = outcome.findings().isEmpty() ? outcome.kept() : outcome.renewed();
      return outcome;
    }

    int bytes() {
      StateWriter out = new StateWriter(16);
      memory.orElseThrow().write(test, out);
      return out.size();
    }

    void writeAndRead() {
      memory =
          memory.map(known -> {
            StateWriter out = new StateWriter(16);
            known.write(test, out);
            return DriftMemory.read(test, new StateReader(out.written()), features);
          });
    }
  }
}
