package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else already has: the data directory, the port. */
class TakenTest {

  private static final String SOURCE = "{ type = simulator, rate = 100 }";

  @TempDir Path directory;

  @Test
  void a_second_process_on_the_same_directory_is_turned_away() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", Configuration.reading(SOURCE));

    try (WeirProcess first = WeirProcess.Start.in(workspace).weir("run", "-c", "weir.conf")) {
      first.awaitSaid("starts at record");
      WeirProcess.Start.in(workspace)
          .run("run", "-c", "weir.conf")
          .endedWith(75)
          .saying(
              workspace.path("checkpoints").toRealPath().toString(),
              "process " + first.pid(),
              "stop it, or give this one a directory of its own");

      assertThat(first.isAlive()).as("the first goes on").isTrue();
    }
  }

  @Test
  void the_directory_of_a_killed_process_is_free() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", Configuration.reading(SOURCE));
    try (WeirProcess first = WeirProcess.Start.in(workspace).weir("run", "-c", "weir.conf")) {
      first.awaitSaid("starts at record");
      first.kill();
    }

    WeirProcess.Start.in(workspace).run("run", "-c", "weir.conf", "--for", "100ms").endedWith(0);
  }

  @Test
  void a_port_in_use_is_named_and_the_remedy_with_it() throws Exception {
    Workspace workspace = new Workspace(directory);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      workspace.file(
          "weir.conf", Configuration.reading(SOURCE).with("http.port = " + taken.getLocalPort()));

      WeirProcess.Start.in(workspace)
          .run("run", "-c", "weir.conf")
          .endedWith(75)
          .saying("127.0.0.1:" + taken.getLocalPort(), "in use", "weir.http.port");
    }
  }
}
