package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to go back to an older checkpoint. */
class FromCheckpointTest {

  private static final int RECORDS = 4_000;

  @TempDir Path directory;

  @Test
  void an_older_checkpoint_is_gone_on_from_under_new_ids() throws Exception {
    Workspace workspace = workspaceWithCheckpoints();
    List<String> checkpoints = checkpoints(workspace);
    List<String> first = workspace.lines("detections.jsonl");

    ServiceReport report =
        WeirProcess.Start.in(workspace)
            .run(
                "run",
                "-c",
                "weir.conf",
                "--from-checkpoint",
                checkpoints.getFirst(),
                "--until-idle",
                "200ms",
                "--output",
                "json")
            .endedWith(0)
            .report();

    List<String> all = workspace.lines("detections.jsonl");
    List<String> again = all.subList(first.size(), all.size());
    assertThat(again).as("written since the checkpoint").hasSizeBetween(1, RECORDS - 1);
    assertThat(first.subList(RECORDS - again.size(), RECORDS).stream().map(l -> withoutId(l)))
        .as("the same detections but for their ids")
        .isEqualTo(again.stream().map(l -> withoutId(l)).toList());
    assertThat(Detections.read(workspace.path("detections.jsonl")).repeated())
        .as("ids that are there twice")
        .isZero();
    assertThat(report.records("read")).isEqualTo(RECORDS);
  }

  @Test
  void a_number_that_is_not_there_is_refused_and_those_that_are_are_named() throws Exception {
    Workspace workspace = workspaceWithCheckpoints();

    WeirProcess.Start.in(workspace)
        .run("run", "-c", "weir.conf", "--from-checkpoint", "4711", "--until-idle", "200ms")
        .endedWith(78)
        .saying("no checkpoint 4711", "'simulator'", String.join(", ", checkpoints(workspace)));
  }

  @Test
  void without_any_checkpoint_it_says_so() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", configuration());

    WeirProcess.Start.in(workspace)
        .run("run", "-c", "weir.conf", "--from-checkpoint", "1", "--until-idle", "200ms")
        .endedWith(78)
        .saying("no checkpoint 1", "there are none", "without --from-checkpoint");
  }

  private static Configuration configuration() {
    return Configuration.reading("{ type = simulator, rate = 4000, count = %d }".formatted(RECORDS))
        .writingAllTo("detections.jsonl")
        .with("checkpointing.every = 200ms");
  }

  private Workspace workspaceWithCheckpoints() throws Exception {
    Workspace workspace = new Workspace(directory);
    workspace.file("weir.conf", configuration());
    WeirProcess.Start.in(workspace)
        .run("run", "-c", "weir.conf", "--until-idle", "200ms")
        .endedWith(0);
    assertThat(workspace.lines("detections.jsonl")).hasSize(RECORDS);
    return workspace;
  }

  /** The numbers of those that there are. */
  private static List<String> checkpoints(Workspace workspace) throws Exception {
    try (var files = java.nio.file.Files.walk(workspace.path("checkpoints"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("ckpt-\\d+\\.weir"))
          .map(name -> Long.toString(Long.parseLong(name.replaceAll("\\D", ""))))
          .sorted(java.util.Comparator.comparing(Long::valueOf))
          .toList();
    }
  }

  private static String withoutId(String line) {
    return line.replaceFirst("\"id\":\"[0-9a-f]+\"", "");
  }
}
