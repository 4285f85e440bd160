package dev.weir.benchmarks.micro;

import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.drift.CheckOutcome;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.isolationforest.IsolationForest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Work beside the data path with 5 features, per record for which it is due. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BackgroundBenchmark {

  private static final int FEATURES = 5;
  private static final int FIT_EVERY = 1000;
  private static final int CHECK_EVERY = 500;

  private Subject subject = new Subject(IsolationForest.NAME, FEATURES);

  /** A series that a drift test has known for some thousands of records. */
  @State(Scope.Thread)
  public static class Known {

    /** How drift is tested for. */
    @Param public DriftTest.Kind test = DriftTest.Kind.KS;

    private double[] window = new double[0];
    private Optional<DriftMemory> memory = Optional.empty();

    @Setup
    public void setUp() {
      double[] values = new Subject(IsolationForest.NAME, FEATURES).block().values();
      int size = CHECK_EVERY * FEATURES;
      memory = Optional.empty();
      for (int at = 0; at + size <= Subject.RECORDS * FEATURES; at += size) {
        window = Arrays.copyOfRange(values, at, at + size);
        memory = check().kept();
      }
    }

    CheckOutcome check() {
      return new DriftTest(test, CHECK_EVERY, 0.1).check(memory, window, FEATURES);
    }
  }

  @Setup
  public void setUp() {
    subject = new Subject(IsolationForest.NAME, FEATURES);
  }

  /** A fit of 50 trees on the last 1000 records, made every 1000. */
  @Benchmark
  @OperationsPerInvocation(FIT_EVERY)
  public Fitted forestFit() {
    FittedModel model = (FittedModel) subject.model();
    return model.fitTask(model.pointsLearned()).fit();
  }

  /** A check of the last 500 records, made every 500. */
  @Benchmark
  @OperationsPerInvocation(CHECK_EVERY)
  public CheckOutcome driftCheck(Known known) {
    return known.check();
  }
}
