package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that could go faster than whoever reads the detections. */
class BackpressureTest {

  private static final int RECORDS = 1_000_000;
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void a_slow_reader_holds_the_source_back_in_a_small_heap_and_gets_everything() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file(
        "weir.conf",
        Configuration.reading(
                "{ type = simulator, rate = max, count = %d, series = 100, features = 1 }"
                    .formatted(RECORDS))
            .writing("{ type = stdout, only = all }")
            .with("detectors = [{ match = \"*\", type = z-score }]"));
    WeirProcess.Start start =
        WeirProcess.Start.in(workspace)
            .withJava("-Xms64m -Xmx128m")
            .withOut(WeirProcess.Stream.PIPE);
    try (WeirProcess process =
        start.weir("run", "-c", "weir.conf", "--until-idle", "200ms", "--output", "json")) {
      assertThatNothingMovesWhileNobodyReads(ServiceClient.of(process));

      long lines = readSlowly(process.stdout());
      ProcessOutcome outcome = process.await(BOUND).endedWith(0);

      assertThat(lines).isEqualTo(RECORDS);
      ServiceReport report =
          ServiceReport.of(outcome.err().substring(outcome.err().indexOf("\n{") + 1));
      report.requireBalance();
      assertThat(report.records("read")).isEqualTo(RECORDS);
      assertThat(report.json().path("memory_bytes").asLong()).isLessThan(128L << 20);
    }
  }

  /** What was read stays the same, and is no more than the queues and the pipe may hold. */
  private static void assertThatNothingMovesWhileNobodyReads(ServiceClient service)
      throws Exception {
    long[] before = {-1};
    JsonNode still =
        service.awaitStatus(
            "the source is held back",
            status -> {
              long read = status.path("records").path("read").asLong();
              boolean same = read > 0 && read == before[0];
              before[0] = read;
              LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
              return same;
            });
    for (String queue : new String[] {"input", "output"}) {
      JsonNode fill = still.path("queues").path(queue);
      assertThat(fill.path("size").asLong()).isLessThanOrEqualTo(fill.path("capacity").asLong());
    }
    assertThat(still.path("records").path("read").asLong()).isLessThan(20_000);
  }

  /** Takes a rest after every mebibyte; returns the number of lines. */
  private static long readSlowly(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 20];
    long lines = 0;
    for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; ) {
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      n = in.readNBytes(buffer, 0, buffer.length);
    }
    return lines;
  }
}
