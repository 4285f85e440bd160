package dev.weir.chaos.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of the built program. Its output goes to files, or to a pipe that the trial reads as it
 * likes. Closing it kills it.
 */
public final class WeirProcess implements AutoCloseable {

  /** How long a process may take that has little to do; generous, for slow machines. */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("chaos.patience", 120));

  private static final long MOST_READ = 16L << 20;
  private static final long LOOK_MILLIS = 10;

  /** Where a standard stream of a process goes. */
  public enum Stream {
    FILE,
    PIPE
  }

  /**
   * How a process is started.
   *
   * @param prefix what stands before the launcher, such as a shell that sets limits
   * @param javaOptions options of its virtual machine
   */
  public record Start(
      Workspace in, List<String> prefix, String javaOptions, Stream out, Stream err) {

    /** As a user would, but quicker to start than to reach full speed. */
    public static Start in(Workspace workspace) {
      Start start = withoutArchive(workspace);
      return start.withJava((start.javaOptions() + " " + Archive.ofTheTests()).strip());
    }

    static Start withoutArchive(Workspace workspace) {
      return new Start(workspace, List.of(), "-XX:TieredStopAtLevel=1", Stream.FILE, Stream.FILE);
    }

    public Start behind(String... words) {
      return new Start(in, List.of(words), javaOptions, out, err);
    }

    public Start withJava(String options) {
      return new Start(in, prefix, options, out, err);
    }

    public Start withOut(Stream stream) {
      return new Start(in, prefix, javaOptions, stream, err);
    }

    public Start withErr(Stream stream) {
      return new Start(in, prefix, javaOptions, out, stream);
    }

    /** Starts the process. */
    public WeirProcess weir(String... arguments) throws IOException {
      return new WeirProcess(this, List.of(arguments));
    }

    /** Starts the process and waits for its end. */
    public ProcessOutcome run(String... arguments) throws Exception {
      try (WeirProcess process = weir(arguments)) {
        return process.await(PATIENCE);
      }
    }
  }

  private final Process process;
  private final Path out;
  private final Path err;
  private final String command;
  private final boolean watched;

  private WeirProcess(Start start, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(start.prefix());
    words.add(Distribution.launcher().toString());
    words.addAll(arguments);
    watched = !start.prefix().isEmpty() && start.prefix().getFirst().equals("strace");
    command = "weir " + String.join(" ", arguments);
    Path directory = start.in().directory();
    out = Files.createTempFile(directory, "out-", ".txt");
    err = Files.createTempFile(directory, "err-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("WEIR_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("WEIR_JAVA_OPTS", start.javaOptions());
    environment.put("WEIR_LOG_FORMAT", "human");
    builder.redirectInput(new File("/dev/null"));
    if (start.out() == Stream.FILE) {
      builder.redirectOutput(out.toFile());
    }
    if (start.err() == Stream.FILE) {
      builder.redirectError(err.toFile());
    }
    process = builder.start();
  }

  public long pid() {
    return program().pid();
  }

  /** The program itself, where another watches it. */
  private ProcessHandle program() {
    return watched ? process.children().findFirst().orElse(process.toHandle()) : process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until a condition holds; fails if the process ends before. */
  public void awaitAlive(String what, Await.Condition condition) throws Exception {
    Await.until(
        what,
        PATIENCE,
        () -> {
          if (!isAlive() && !condition.holds()) {
            throw new AssertionError("it ended by itself: " + said());
          }
          return condition.holds();
        });
  }

  /** Returns its standard output, if that is a pipe. */
  public InputStream stdout() {
    return process.getInputStream();
  }

  /** Returns its standard error so far, if that is a file. */
  public String said() throws IOException {
    return beginning(err);
  }

  /** Waits for so long at most; whether it has ended. */
  public boolean endsWithin(long time, TimeUnit unit) throws InterruptedException {
    return process.waitFor(time, unit);
  }

  /** Ends it at once, as by kill -9. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end: SIGTERM. */
  public void terminate() {
    program().destroy();
  }

  /** Asks it to end as Ctrl-C does: SIGINT. */
  public void interrupt() throws Exception {
    signal("INT");
  }

  /** Sends a signal, such as STOP or CONT. */
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Waits until it has said something. */
  public void awaitSaid(String text) throws Exception {
    Await.until(
        "'%s' says '%s'".formatted(command, text),
        PATIENCE,
        () -> {
          if (!isAlive() && !said().contains(text)) {
            throw new AssertionError("'%s' ended: %s".formatted(command, said()));
          }
          return said().contains(text);
        });
  }

  /** Waits for its end. */
  public ProcessOutcome await(Duration patience) throws Exception {
    try {
      Await.until(
          "'%s' ends".formatted(command),
          patience,
          () -> process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (AssertionError e) {
      kill();
      throw new AssertionError("%s; it said: %s".formatted(e.getMessage(), said()), e);
    }
    return new ProcessOutcome(command, process.exitValue(), beginning(out), beginning(err));
  }

  @Override
  public void close() {
    kill();
  }

  private static String beginning(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(MOST_READ, in.length())];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
