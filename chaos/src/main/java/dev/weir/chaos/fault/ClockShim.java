package dev.weir.chaos.fault;

import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Moves the wall clock of a process, and of no other: a library that is loaded before the others.
 */
public final class ClockShim implements AutoCloseable {

  private static final String COMPILER = "gcc";
  private static final int COMPILED_WITHIN_SECONDS = 60;

  private final Path library;
  private final Path offset;
  private final FileChannel channel;

  private ClockShim(Path library, Path offset) throws IOException {
    this.library = library;
    this.offset = offset;
    this.channel = FileChannel.open(offset, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    set(Duration.ZERO);
  }

  /** Why there can be none on this machine; empty if there can. */
  public static String impossible() {
    boolean compiler =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMPILER)));
    return compiler ? "" : "there is no gcc (Debian: apt-get install gcc libc6-dev)";
  }

  /** Compiles the library into a directory. */
  public static ClockShim compile(Workspace place) throws Exception {
    Path source = place.path("clock.c");
    try (InputStream code = ClockShim.class.getResourceAsStream("clock.c")) {
      if (code == null) {
        throw new IllegalStateException("clock.c is not on the class path");
      }
      Files.write(source, code.readAllBytes());
    }
    Path library = place.path("clock.so");
    Path log = place.path("gcc.txt");
    Process compiler =
        new ProcessBuilder(
                COMPILER,
                "-O2",
                "-Wall",
                "-Werror",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!compiler.waitFor(COMPILED_WITHIN_SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      compiler.destroyForcibly();
      throw new IllegalStateException("clock.c was not compiled: " + Files.readString(log));
    }
    return new ClockShim(library, place.path("clock-offset"));
  }

  /** Words that stand before the launcher of a process whose clock is to be moved. */
  public String[] prefix() {
    return new String[] {"env", "LD_PRELOAD=" + library, "WEIR_CLOCK=" + offset};
  }

  /** Moves the clock so far from the true time, at once. */
  public void set(Duration far) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    bytes.putLong(far.toNanos()).flip();
    channel.write(bytes, 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
