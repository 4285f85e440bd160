package dev.weir.chaos.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a system call on chosen files fail, or kills the process just before it.
 *
 * @param paths only calls on these count; as the process names them
 * @param what happens, in the words of strace, such as {@code signal=KILL}
 * @param which of the calls, from 1
 * @param log where strace writes what it saw
 */
public record Strace(List<Path> paths, String call, String what, int which, Path log) {

  private static final String HERE = "strace";

  public static String impossible() {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, HERE)));
    return there ? "" : "there is no strace (Debian: apt-get install strace)";
  }

  /** The command in front of the launcher. */
  public String[] prefix() {
    List<String> words = new ArrayList<>(List.of(HERE, "-f", "-qq", "-e", "signal=none"));
    words.addAll(List.of("-o", log.toString()));
    paths.forEach(path -> words.addAll(List.of("-P", path.toString())));
    words.addAll(List.of("-e", "trace=" + call));
    words.addAll(List.of("-e", "inject=%s:%s:when=%d".formatted(call, what, which)));
    return words.toArray(String[]::new);
  }

  /** Whether the injected failure happened. */
  public boolean happened() throws IOException {
    return Files.exists(log) && Files.readString(log).contains("INJECTED");
  }
}
