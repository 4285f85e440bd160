package dev.weir.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.detectors.Detectors;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BLOCKS = 20;

  static Stream<String> detectors() {
    return Detectors.defaults().stream().map(detector -> detector.name());
  }

  /** Without help by the compiler: much of this is interpreted. */
  @ParameterizedTest
  @MethodSource("detectors")
  void a_warm_model_scores_and_learns_without_allocating(String detector) {
    Subject subject = new Subject(detector, 5);
    allocatedBy(subject);

    assertThat(allocatedBy(subject)).isZero();
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
