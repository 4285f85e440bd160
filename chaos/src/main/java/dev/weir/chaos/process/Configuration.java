package dev.weir.chaos.process;

import java.util.List;

/**
 * Text of a configuration. What is not said is as shipped, but that everything is kept in the
 * working directory, and that any free port is taken.
 */
public record Configuration(List<String> sources, List<String> sinks, List<String> rest) {

  public static Configuration reading(String... sources) {
    return new Configuration(
        List.of(sources),
        List.of(),
        List.of(
            "http.port = 0",
            "checkpointing.directory = checkpoints",
            "dead-letters.path = dead-letters.jsonl"));
  }

  /** Reads a file; the source has the name readings. */
  public static Configuration readingFile(String path) {
    return reading("{ type = file, name = readings, path = \"%s\" }".formatted(path));
  }

  public Configuration writing(String... more) {
    return new Configuration(sources, List.of(more), rest);
  }

  /** All detections go to a file. */
  public Configuration writingAllTo(String path) {
    return writing("{ type = file, path = \"%s\", only = all }".formatted(path));
  }

  /** Adds a line below {@code weir}; it wins over what was said before. */
  public Configuration with(String line) {
    List<String> more = new java.util.ArrayList<>(rest);
    more.add(line);
    return new Configuration(sources, sinks, more);
  }

  public String text() {
    StringBuilder text = new StringBuilder("weir {\n");
    text.append("  sources = [").append(String.join(", ", sources)).append("]\n");
    text.append("  sinks = [").append(String.join(", ", sinks)).append("]\n");
    rest.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append("}\n").toString();
  }
}
