package dev.weir.benchmarks.micro;

import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.zscore.ZScore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One record of each of 10,000 series in turn: more state than the caches hold. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManySeriesBenchmark {

  private static final int SERIES = 10_000;

  private final Model[] models = new Model[SERIES];
  private final int[] order = IntStream.range(0, Subject.RECORDS).toArray();
  private final Scores scores = new Scores();
  private final Run run = new Run();
  private Rows rows = new Rows(0, 0);

  @Setup
  public void setUp() {
    rows = new Subject("z-score", 1).block();
    scores.fit(rows);
    for (int i = 0; i < SERIES; i++) {
      models[i] = ZScore.DEFAULT.newModel(new ModelSetup(1, i, 256, 500));
    }
    for (int i = 0; i < 2 * ZScore.DEFAULT.window(); i++) {
      zScore();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void zScore() {
    for (int i = 0; i < SERIES; i++) {
      int row = i % Subject.RECORDS;
      models[i].scoreThenLearn(run.over(rows, scores, order, row, row + 1));
    }
  }
}
