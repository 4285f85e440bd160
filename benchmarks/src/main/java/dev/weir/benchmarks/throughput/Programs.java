package dev.weir.benchmarks.throughput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs one configuration as a whole process: with all of Weir, or as a bare loop. */
final class Programs {

  private final Path weir;
  private final Path config;

  /** Programs that are given this configuration. */
  Programs(Path weir, Path config) {
    this.weir = weir;
    this.config = config;
  }

  /** {@code weir run}, in a state directory of its own; returns its status report. */
  String weir() throws IOException, InterruptedException {
    return output(
        List.of(weir + "", "run", "-c", config + "", "--until-idle", "1s", "--output", "json"));
  }

  /** The bare loop, with the options of this process; returns records a second. */
  double bare() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java") + "");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareRun.class.getName(), config + ""));
    return Double.parseDouble(output(command).strip());
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("weir-bench");
    try {
      Path log = directory.resolve("log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("WEIR_CHECKPOINTING_DIRECTORY", directory.resolve("state") + "");
      builder.environment().put("WEIR_DEAD_LETTERS_PATH", directory.resolve("dead.jsonl") + "");
      builder.redirectError(log.toFile());
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with %d:%n%s"
                .formatted(command.getFirst() + " ... " + command.getLast(), code, tail(log)));
      }
      return output;
    } finally {
      delete(directory);
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
