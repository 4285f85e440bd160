package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees first; and that it does not matter whether anybody looks. */
class DemoTest {

  @TempDir Path directory;

  @Test
  void the_demo_shows_anomalies_and_ends_with_a_report() throws Exception {
    ProcessOutcome outcome =
        WeirProcess.Start.in(new Workspace(directory))
            .run("demo", "--for", "5s", "--port", "0", "--output", "json")
            .endedWith(0)
            .saying(
                "CORRECTLY DETECTED series=demo",
                "OPENED",
                "stopping: the time given by --for is over");

    ServiceReport report = outcome.report();
    assertThat(report.records("read")).isGreaterThan(500);
    assertThat(report.records("scored")).isPositive();
    assertThat(report.json().path("anomalies").asLong()).isPositive();
  }

  @Test
  void the_demo_leaves_nothing_behind_when_it_is_interrupted() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    WeirProcess.Start start =
        WeirProcess.Start.in(new Workspace(directory))
            .withJava("-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + temporary)
            .behind("env", "--default-signal=INT");
    try (WeirProcess process = start.weir("demo", "--port", "0")) {
      process.awaitSaid("series=demo");
      assertThat(temporary).isDirectoryContaining(path -> path.toString().contains("weir-demo-"));

      process.interrupt();

      process.await(WeirProcess.PATIENCE).endedWith(0);
      assertThat(temporary)
          .isDirectoryNotContaining(path -> path.toString().contains("weir-demo-"));
    }
  }

  @Test
  void an_error_stream_that_nobody_reads_stops_nothing() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file(
        "weir.conf",
        Configuration.reading(
                "{ type = simulator, rate = max, count = 200000, anomaly-rate = 0.3 }")
            .writing(
                "{ type = log, lines-per-second = 1000000 }",
                "{ type = file, path = \"detections.jsonl\", only = anomalies }")
            .with("detectors = [{ match = \"*\", type = z-score }]"));
    WeirProcess.Start start = WeirProcess.Start.in(workspace).withErr(WeirProcess.Stream.PIPE);
    try (WeirProcess process =
        start.weir("run", "-c", "weir.conf", "--until-idle", "200ms", "--output", "json")) {
      ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();

      assertThat(report.records("read")).isEqualTo(200_000);
      assertThat(workspace.lines("detections.jsonl"))
          .hasSize(report.json().path("anomalies").asInt())
          .hasSizeGreaterThan(20_000);
    }
  }
}
