package dev.weir.benchmarks.micro;

import dev.weir.detectors.Fitted;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Sample;
import dev.weir.detectors.forest.IsolationForest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done beside the data path with 5 features, per record that it is due for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BackgroundBenchmark {

  private static final int FEATURES = 5;
  private static final int FIT_EVERY = 1000;
  private static final int CHECK_EVERY = 500;
  private static final DriftTest TEST = new DriftTest(CHECK_EVERY, 0.1);

  private Subject subject = new Subject(IsolationForest.NAME, FEATURES);
  private double[] window = new double[0];
  private Sample reference = Sample.of(new double[FEATURES], FEATURES);

  @Setup
  public void setUp() {
    subject = new Subject(IsolationForest.NAME, FEATURES);
    double[] values = subject.block().values();
    reference = Sample.of(Arrays.copyOf(values, CHECK_EVERY * FEATURES), FEATURES);
    window = Arrays.copyOfRange(values, CHECK_EVERY * FEATURES, 2 * CHECK_EVERY * FEATURES);
  }

  /** A fit of 50 trees on the last 1000 records, made every 1000. */
  @Benchmark
  @OperationsPerInvocation(FIT_EVERY)
  public Fitted forestFit() {
    FittedModel model = (FittedModel) subject.model();
    return model.fitTask(model.learnt()).fit();
  }

  /** A comparison of the last 500 records with a reference, made every 500. */
  @Benchmark
  @OperationsPerInvocation(CHECK_EVERY)
  public List<Finding> driftCheck() {
    return TEST.compare(reference, Sample.of(window, FEATURES));
  }
}
