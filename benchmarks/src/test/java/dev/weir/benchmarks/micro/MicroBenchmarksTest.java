package dev.weir.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.catalogue.Detectors;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class MicroBenchmarksTest {

  private static final int ONE_SERIES = 4;
  private static final int OTHERS = 9;

  @Test
  void every_benchmark_is_found() {
    Set<String> found =
        new TreeSet<>(
            BenchmarkList.defaultList()
                .getAll(
                    OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                    List.of())
                .stream()
                .map(entry -> entry.getUsername().replace("dev.weir.benchmarks.micro.", ""))
                .toList());

    assertThat(found)
        .containsExactly(
            "BackgroundBenchmark.driftCheck",
            "BackgroundBenchmark.forestFit",
            "DecodeBenchmark.csv",
            "DecodeBenchmark.json",
            "DecodeBenchmark.jsonByParser",
            "DetectorBenchmark.learn",
            "DetectorBenchmark.score",
            "DetectorBenchmark.scoreThenLearn",
            "DetectorBenchmark.scoreThenLearnSingly",
            "ManySeriesBenchmark.zScore");
  }

  @Test
  void detectors_of_the_catalogue_are_measured() throws NoSuchFieldException {
    assertThat(Detectors.defaults().stream().map(detector -> detector.name()))
        .containsAll(measured());
  }

  private static List<String> measured() throws NoSuchFieldException {
    return List.of(DetectorBenchmark.class.getField("detector").getAnnotation(Param.class).value());
  }

  @Test
  void every_benchmark_runs_once_with_each_parameter() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev.weir.benchmarks.micro")
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    int detectorsByFeatures = 2 * measured().size();
    assertThat(results).hasSize(ONE_SERIES * detectorsByFeatures + OTHERS);
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}
