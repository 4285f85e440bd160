package dev.weir.chaos;

import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that cannot be meant is refused, with the place and what to do. */
class BadConfigurationTest {

  @TempDir Path directory;

  @Test
  void an_unknown_key_is_refused_with_its_line_and_the_nearest_one() throws Exception {
    refuse("weir {", "  engine {", "    batch-sise = 7", "  }", "}")
        .saying("weir.conf:3: ", "'weir.engine.batch-sise'", "did you mean 'batch-size'?");
  }

  @Test
  void a_wrong_type_is_refused_with_its_line_and_what_is_wanted() throws Exception {
    refuse("weir {", "  engine.batch-size = many", "}")
        .saying("weir.conf:2: ", "weir.engine.batch-size must be a whole number", "'many'");
  }

  @Test
  void all_problems_are_told_together() throws Exception {
    refuse("weir {", "  http.port = 99999", "  checkpointing.every = soon", "  sinck = []", "}")
        .saying("weir.conf:2: ", "weir.conf:3: ", "weir.conf:4: ");
  }

  @Test
  void deep_nesting_is_refused_and_not_parsed() throws Exception {
    refuse("weir {", "  sources = " + "[".repeat(100_000)).saying("weir.conf", "line 2", "deeper");
  }

  @Test
  void broken_syntax_is_refused_with_its_line() throws Exception {
    refuse("weir {", "  sources = [{ type = simulator", "}").saying("weir.conf: 4: ");
  }

  @Test
  void a_missing_file_is_named() throws Exception {
    run("nowhere.conf").saying("there is no configuration file nowhere.conf");
  }

  @Test
  void a_directory_in_place_of_the_file_is_named() throws Exception {
    new Workspace(directory).inside("folder.conf");
    run("folder.conf").saying("folder.conf", "it is not a regular file");
  }

  @Test
  void a_source_whose_file_is_missing_is_refused_with_its_line() throws Exception {
    refuse("weir {", "  sources = [", "    { type = file, path = \"nowhere.csv\" }", "  ]", "}")
        .saying("weir.conf:3: ", "nothing at 'nowhere.csv'", "follow");
  }

  @Test
  void a_source_whose_link_dangles_is_refused_with_its_line() throws Exception {
    java.nio.file.Files.createSymbolicLink(directory.resolve("link.csv"), Path.of("nowhere.csv"));
    refuse("weir {", "  sources = [", "    { type = file, path = \"link.csv\" }", "  ]", "}")
        .saying("weir.conf:3: ", "nothing at 'link.csv'");
  }

  @Test
  void a_sink_that_cannot_be_written_to_is_refused_with_the_remedy() throws Exception {
    new Workspace(directory).inside("folder.jsonl");
    refuse(
            "weir {",
            "  http.port = 0",
            "  sources = [{ type = simulator, count = 10 }]",
            "  sinks = [{ type = file, path = \"folder.jsonl\" }]",
            "}")
        .saying("cannot write to folder.jsonl", "is a folder", "name a file in it");
  }

  private ProcessOutcome refuse(String... lines) throws Exception {
    return run(new Workspace(directory).file("weir.conf", lines));
  }

  private ProcessOutcome run(String configuration) throws Exception {
    return WeirProcess.Start.in(new Workspace(directory))
        .run("run", "-c", configuration, "--until-idle", "100ms")
        .endedWith(78);
  }
}
