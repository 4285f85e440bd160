package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to stop saves what it knows, and the next one goes on just there. */
class StopTest {

  private static final int RECORDS = 6_000;

  @TempDir Path directory;

  private Workspace workspace;

  @BeforeEach
  void configure() throws Exception {
    workspace = new Workspace(directory);
    workspace.file(
        "weir.conf",
        Configuration.reading(
                "{ type = simulator, rate = 3000, count = %d, series = 10 }".formatted(RECORDS))
            .writingAllTo("detections.jsonl"));
  }

  @Test
  void a_restart_after_SIGTERM_replays_nothing() throws Exception {
    for (int stop = 0; stop < 2; stop++) {
      try (WeirProcess process = startAndAwaitDetections(WeirProcess.Start.in(workspace))) {
        process.terminate();
        ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
        assertThat(report.records("read")).isEqualTo(Detections.read(detections()).lines());
        assertThat(report.json().path("checkpoints").path("completed").asLong()).isPositive();
      }
    }
    assertThatTheRestIsWrittenOnce();
  }

  @Test
  void a_restart_after_SIGINT_replays_nothing() throws Exception {
    // The shell that started the trials may have had SIGINT ignored, which children inherit.
    WeirProcess.Start start = WeirProcess.Start.in(workspace).behind("env", "--default-signal=INT");
    try (WeirProcess process = startAndAwaitDetections(start)) {
      process.interrupt();
      process.await(WeirProcess.PATIENCE).endedWith(0).report();
    }
    assertThatTheRestIsWrittenOnce();
  }

  @Test
  void a_second_signal_changes_nothing() throws Exception {
    try (WeirProcess process = startAndAwaitDetections(WeirProcess.Start.in(workspace))) {
      process.terminate();
      process.terminate();
      process.await(WeirProcess.PATIENCE).endedWith(0).report();
    }
    assertThatTheRestIsWrittenOnce();
  }

  private WeirProcess startAndAwaitDetections(WeirProcess.Start start) throws Exception {
    long written = workspace.size("detections.jsonl");
    WeirProcess process = start.weir("run", "-c", "weir.conf", "--output", "json");
    Await.until(
        "detections are written",
        WeirProcess.PATIENCE,
        () -> workspace.size("detections.jsonl") > written);
    return process;
  }

  private void assertThatTheRestIsWrittenOnce() throws Exception {
    long before = Detections.read(detections()).lines();
    assertThat(before).as("stopped in the middle").isBetween(1L, RECORDS - 1L);
    ServiceReport report =
        WeirProcess.Start.in(workspace)
            .run("run", "-c", "weir.conf", "--until-idle", "200ms", "--output", "json")
            .endedWith(0)
            .report();
    Detections all = Detections.read(detections());
    assertThat(report.records("read")).isEqualTo(RECORDS);
    assertThat(all.byId()).hasSize(RECORDS);
    assertThat(all.repeated()).as("lines written twice").isZero();
  }

  private Path detections() {
    return workspace.path("detections.jsonl");
  }
}
