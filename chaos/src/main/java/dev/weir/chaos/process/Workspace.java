package dev.weir.chaos.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory that a trial's processes work in. */
public record Workspace(Path directory) {

  /** Another one inside this. */
  public Workspace inside(String name) throws IOException {
    return new Workspace(Files.createDirectories(path(name)));
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Writes a file and returns its name. */
  public String file(String name, String... lines) throws IOException {
    return file(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public String file(String name, byte[] content) throws IOException {
    Files.write(path(name), content);
    return name;
  }

  /** Writes a configuration and returns its name. */
  public String file(String name, Configuration configuration) throws IOException {
    return file(name, configuration.text());
  }

  public boolean has(String name) {
    return Files.exists(path(name));
  }

  String text(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** The lines of a file; none if it is not there. */
  public List<String> lines(String name) throws IOException {
    return has(name) ? Files.readAllLines(path(name)) : List.of();
  }

  /** Size of a file in bytes; 0 if it is not there. */
  public long size(String name) throws IOException {
    return has(name) ? Files.size(path(name)) : 0;
  }

  /** Deletes it with everything in it. */
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
