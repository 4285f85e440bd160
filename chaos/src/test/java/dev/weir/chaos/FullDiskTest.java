package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.fault.SmallDisk;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the checkpoints fills up under a running process. */
class FullDiskTest {

  @TempDir Path directory;

  @Test
  void a_full_disk_degrades_the_health_and_stops_nothing_and_heals() throws Exception {
    Workspace workspace = new Workspace(directory);
    try (SmallDisk disk = SmallDisk.at(workspace.inside("checkpoints").directory())) {
      workspace.file(
          "weir.conf",
          Configuration.reading("{ type = simulator, rate = 1000 }")
              .with("checkpointing.every = 2s"));
      try (WeirProcess process =
          WeirProcess.Start.in(workspace).weir("run", "-c", "weir.conf", "--output", "json")) {
        ServiceClient service = ServiceClient.of(process);
        service.awaitStatus("a first checkpoint", s -> count(s, "completed") > 0);

        disk.fill(process.pid());
        JsonNode full = service.awaitStatus("degraded", s -> !state(s).equals("up"));
        assertThat(count(full, "failed")).isPositive();
        assertThat(state(full)).isEqualTo("degraded");
        assertThat(full.at("/health/components/checkpoints/reason").asText())
            .contains("checkpoint", disk.failure(), "make space");
        long read = read(full);
        service.awaitStatus("scoring goes on", s -> read(s) > read + 1000);

        disk.free(process.pid());
        service.awaitStatus(
            "up again",
            s -> state(s).equals("up") && count(s, "completed") > count(full, "completed"));

        process.terminate();
        ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
        assertThat(count(report.json(), "failed")).isPositive();
      }
    }
  }

  private static String state(JsonNode status) {
    return status.path("health").path("components").path("checkpoints").path("state").asText("up");
  }

  private static long count(JsonNode status, String which) {
    return status.path("checkpoints").path(which).asLong();
  }

  private static long read(JsonNode status) {
    return status.path("records").path("read").asLong();
  }
}
