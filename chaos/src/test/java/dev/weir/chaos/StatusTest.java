package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running service is asked how it is. */
class StatusTest {

  @TempDir Path directory;

  @Test
  void a_running_service_tells_people_and_programs_how_it_is() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", Configuration.reading("{ type = simulator, rate = 500 }"));
    try (WeirProcess process = WeirProcess.Start.in(workspace).weir("run", "-c", "weir.conf")) {
      ServiceClient service = ServiceClient.of(process);
      String url = service.url().toString();
      service.awaitStatus("records", s -> s.path("records").path("read").asLong() > 0);

      ServiceReport json =
          ServiceReport.of(
              WeirProcess.Start.in(workspace)
                  .run("status", "--url", url, "--output", "json")
                  .endedWith(0)
                  .out());
      assertThat(json.records("read")).isPositive();
      assertThat(json.json().path("running").asBoolean()).isTrue();
      assertThat(json.json().path("health").path("state").asText()).isEqualTo("up");

      ProcessOutcome table =
          WeirProcess.Start.in(workspace).run("status", "--url", url).endedWith(0);
      assertThat(table.out()).contains("Records read", "  scored", "Health").doesNotContain("{");
    }
  }

  @Test
  void liveness_and_readiness_are_answered_and_nothing_else_is() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", Configuration.reading("{ type = simulator, rate = 500 }"));
    try (WeirProcess process = WeirProcess.Start.in(workspace).weir("run", "-c", "weir.conf")) {
      ServiceClient service = ServiceClient.of(process);
      process.awaitSaid("starts at record");

      assertThat(service.get("/livez").statusCode()).isEqualTo(200);
      assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
      HttpResponse<String> nothing = service.get("/nothing");
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(nothing.body()).contains("\"status\":404").doesNotContain("Exception");
    }
  }

  @Test
  void without_a_service_one_line_says_where_none_was_found() throws Exception {
    Workspace workspace = new Workspace(directory);
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    ProcessOutcome outcome =
        WeirProcess.Start.in(workspace)
            .run("status", "--url", "http://127.0.0.1:" + free)
            .endedWith(1)
            .saying("no service answers at http://127.0.0.1:" + free, "is it running");
    assertThat(outcome.err().lines()).hasSize(1);
  }
}
