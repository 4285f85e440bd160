package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Drawn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Plays configurations, each in a directory of its own, which is kept only if one fails. */
final class Player {

  /**
   * The result of one configuration.
   *
   * @param directory what it left; gone if there is no problem
   */
  record Played(List<String> problems, Path directory) {}

  private final Level level;
  private final Path base;
  private int count;

  Player(Level level, Path base) {
    this.level = level;
    this.base = base;
  }

  Played play(Drawn drawn) throws IOException {
    count++;
    Path directory =
        Files.createDirectories(base.resolve("seed-%d-%d".formatted(drawn.seed(), count)));
    List<String> problems = problems(drawn, directory);
    if (problems.isEmpty()) {
      delete(directory);
    }
    return new Played(problems, directory);
  }

  /** An exception is a problem as well: the trial goes on with the next configuration. */
  private List<String> problems(Drawn drawn, Path directory) {
    try {
      return level.problems(drawn, directory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception | AssertionError e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return List.of(text.toString().strip());
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
