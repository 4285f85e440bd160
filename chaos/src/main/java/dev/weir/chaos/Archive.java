package dev.weir.chaos;

import java.nio.file.Files;
import java.nio.file.Path;

/** The program's classes as the virtual machine likes them best: it starts in half the time. */
final class Archive {

  private Archive() {}

  /** Makes one, and returns the option that uses it; empty if that does not work here. */
  static String option(Workspace place) throws Exception {
    Path archive = place.path("classes.jsa");
    place.file(
        "weir.conf",
        Configuration.reading("{ type = simulator, rate = max, count = 20000 }")
            .writingAllTo("detections.jsonl"));
    WeirProcess.Start usual = WeirProcess.Start.in(place);
    try (WeirProcess process =
        usual
            .withJava(usual.javaOptions() + " -XX:ArchiveClassesAtExit=" + archive)
            .weir("run", "-c", "weir.conf", "--until-idle", "100ms")) {
      process.await(WeirProcess.PATIENCE);
    }
    // What the virtual machine has to say of it would stand among the data.
    return Files.exists(archive) ? "-XX:SharedArchiveFile=%s -Xlog:disable".formatted(archive) : "";
  }
}
