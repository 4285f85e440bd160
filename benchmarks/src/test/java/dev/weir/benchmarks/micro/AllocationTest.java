package dev.weir.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import dev.weir.detectors.zscore.ZScore;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BLOCKS = 100;

  /** One object per block; the virtual machine itself now and then makes one on its own behalf. */
  private static final long ONE_EACH = BLOCKS * 16L;

  static Stream<String> detectors() {
    return Detectors.defaults().stream().map(detector -> detector.name());
  }

  /** Without help by the compiler: much of this is interpreted. */
  @ParameterizedTest
  @MethodSource("detectors")
  void a_warm_model_scores_and_learns_without_allocating(String detector) {
    Subject subject = new Subject(detector, 5);
    allocatedBy(subject);

    assertThat(allocatedBy(subject)).isLessThan(ONE_EACH);
  }

  @Test
  void nor_does_one_with_a_budget_and_gates() {
    AlertFilter alertFilter = new AlertFilter(AlertFilter.Direction.ABOVE, 0.1, 0.1, -1e6, 1e6);
    AlertBudget budget = AlertBudget.atMost("0.1%");
    Subject subject = new Subject(AlertPolicyDetector.of(ZScore.DEFAULT, budget, alertFilter), 5);
    allocatedBy(subject);

    assertThat(allocatedBy(subject)).isLessThan(ONE_EACH);
  }

  /** Times go back with each round of blocks: by a minute's lateness nearly all are late. */
  @ParameterizedTest
  @ValueSource(longs = {60_000, 1_000_000_000_000L})
  void nor_does_one_whose_data_is_prepared(long millis) {
    Lateness lateness =
        new Lateness(OptionalLong.of(millis), OptionalLong.of(millis), Lateness.Late.DROP);
    Missing missing = new Missing(Missing.StandIn.PREVIOUS, 0, true);
    DataRules rules = new DataRules(lateness, missing, ValuesAre.COUNTER, "Europe/Berlin");
    Subject subject = new Subject(Prepared.of(ZScore.DEFAULT, rules), 5);
    allocatedBy(subject);

    assertThat(allocatedBy(subject)).isLessThan(ONE_EACH);
  }

  private static long allocatedBy(Subject subject) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < BLOCKS; i++) {
      subject.nextBlock();
      subject.scoreThenLearn(0, Subject.RECORDS);
      subject.scoreThenLearn(0, 1);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
