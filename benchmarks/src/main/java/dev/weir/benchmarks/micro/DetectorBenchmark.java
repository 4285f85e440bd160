package dev.weir.benchmarks.micro;

import dev.weir.detectors.Model;
import dev.weir.detectors.Score;
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
import org.openjdk.jmh.infra.Blackhole;

/** One record of one series, per detector. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DetectorBenchmark {

  @Param({
    "auto",
    "ewma",
    "half-space-trees",
    "isolation-forest",
    "local-outlier-factor",
    "mahalanobis",
    "random-cut-forest",
    "robust-z-score",
    "z-score"
  })
  public String detector = "";

  @Param({"1", "5"})
  public int features;

  private Subject subject = new Subject("z-score", 1);
  private double[][] points = new double[0][];

  @Setup
  public void setUp() {
    subject = new Subject(detector, features);
    points = new double[Subject.RECORDS][];
    for (int i = 0; i < points.length; i++) {
      points[i] = subject.block().point(i);
    }
  }

  /** The data path: scored, explained if anomalous, and learnt, a thousand records in a row. */
  @Benchmark
  @OperationsPerInvocation(Subject.RECORDS)
  public void scoreThenLearn() {
    subject.nextBlock();
    subject.scoreThenLearn(0, Subject.RECORDS);
  }

  /** The data path with many series: one record at a time. */
  @Benchmark
  @OperationsPerInvocation(Subject.RECORDS)
  public void scoreThenLearnSingly() {
    subject.nextBlock();
    for (int i = 0; i < Subject.RECORDS; i++) {
      subject.scoreThenLearn(i, i + 1);
    }
  }

  /** Only scored, with the score as a value. */
  @Benchmark
  @OperationsPerInvocation(Subject.RECORDS)
  public void score(Blackhole hole) {
    Model model = subject.model();
    for (double[] point : points) {
      if (model.score(point) instanceof Score.Ready(double raw, double _, double _)) {
        hole.consume(raw);
      }
    }
  }

  /** Only learnt. */
  @Benchmark
  @OperationsPerInvocation(Subject.RECORDS)
  public void learn() {
    Model model = subject.model();
    for (double[] point : points) {
      model.learn(point);
    }
  }
}
