package dev.weir.chaos.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory with little space. For root, a file system of its own that can be filled up; for
 * others the system limits the size of files instead, so that writing fails all the same.
 */
public sealed interface SmallDisk extends AutoCloseable {

  /** From now on the process can write no checkpoint. */
  void fill(long pid) throws IOException;

  /** From now on it can again. */
  void free(long pid) throws IOException;

  /** The errors with which a write fails. */
  String failure();

  @Override
  void close() throws IOException;

  static SmallDisk at(Path directory) throws IOException {
    boolean mounted =
        call("mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "weir-chaos", directory.toString())
            == 0;
    return mounted ? new Mounted(directory) : new Limited();
  }

  private static int call(String... words) throws IOException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  private static void require(String... words) throws IOException {
    if (call(words) != 0) {
      throw new IOException("cannot " + String.join(" ", words));
    }
  }

  /** A file system in memory. */
  record Mounted(Path directory) implements SmallDisk {

    @Override
    public void fill(long pid) throws IOException {
      byte[] chunk = new byte[4096];
      try (var out = Files.newOutputStream(filling())) {
        while (true) {
          out.write(chunk);
        }
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains(failure())) {
          throw e;
        }
      }
    }

    @Override
    public void free(long pid) throws IOException {
      Files.delete(filling());
    }

    @Override
    public String failure() {
      return "No space left on device";
    }

    @Override
    public void close() throws IOException {
      require("umount", directory.toString());
    }

    private Path filling() {
      return directory.resolve("filling");
    }
  }

  /** A limit on the size of the files that a process writes. */
  record Limited() implements SmallDisk {

    @Override
    public void fill(long pid) throws IOException {
      require("prlimit", "--pid", Long.toString(pid), "--fsize=1024:");
    }

    @Override
    public void free(long pid) throws IOException {
      require("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited:");
    }

    @Override
    public String failure() {
      return "File too large";
    }

    @Override
    public void close() {
      // The limit went with the process.
    }
  }
}
