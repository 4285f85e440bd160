package dev.weir.chaos.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The program's classes as the virtual machine likes them best: it starts in half the time. */
public final class Archive {

  /** The tests' archive, one for each virtual machine that runs tests; not set in trials. */
  private static final String OF_THE_TESTS = "chaos.archive";

  private Archive() {}

  /** Makes one, and returns the option that uses it; empty if that does not work here. */
  public static String option(Workspace place) throws Exception {
    Path archive = place.path("classes.jsa");
    make(place, archive);
    return using(archive);
  }

  /**
   * The option that uses the archive of the tests, which the first caller makes; empty if no system
   * property names one, or if that does not work here.
   */
  static synchronized String ofTheTests() {
    Optional<Path> archive = Optional.ofNullable(System.getProperty(OF_THE_TESTS)).map(Path::of);
    if (archive.isEmpty()) {
      return "";
    }
    if (!Files.exists(archive.get())) {
      try {
        Path place = Files.createTempDirectory(archive.get().getParent(), "archive-");
        make(new Workspace(place), archive.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      } catch (Exception e) {
        throw new IllegalStateException("cannot make the archive of classes " + archive.get(), e);
      }
    }
    return using(archive.get());
  }

  private static void make(Workspace place, Path archive) throws Exception {
    place.file(
        "weir.conf",
        Configuration.reading("{ type = simulator, rate = max, count = 20000 }")
            .writingAllTo("detections.jsonl"));
    WeirProcess.Start plain = WeirProcess.Start.withoutArchive(place);
    try (WeirProcess process =
        plain
            .withJava(plain.javaOptions() + " -XX:ArchiveClassesAtExit=" + archive)
            .weir("run", "-c", "weir.conf", "--until-idle", "100ms")) {
      process.await(WeirProcess.PATIENCE);
    }
  }

  private static String using(Path archive) {
    // What the virtual machine has to say of it would stand among the data.
    return Files.exists(archive) ? "-XX:SharedArchiveFile=%s -Xlog:disable".formatted(archive) : "";
  }
}
