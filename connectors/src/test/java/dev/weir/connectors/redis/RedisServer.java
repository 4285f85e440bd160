package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.monitoring.Secret;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Protocol.Command;

/**
 * A real Redis server for one test: on a spare port, in a directory of its own, ended by its own
 * process id.
 */
final class RedisServer implements AutoCloseable {

  /** Every entry is on the disk before it is acknowledged. */
  static final String[] DURABLE = {"--appendonly", "yes", "--appendfsync", "always"};

  /** Nothing survives a restart. */
  static final String[] FORGETFUL = {"--appendonly", "no"};

  private static final Duration START = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 2_000_000;

  private final Path directory;
  private final List<String> options;
  private final int port;
  private Process process;

  private RedisServer(Path directory, List<String> options) throws IOException {
    this.directory = directory;
    this.options = options;
    this.port = sparePort();
    this.process = launch();
  }

  /** Starts one and waits until it answers. */
  static RedisServer start(Path directory, String... options) throws IOException {
    RedisServer server = started(directory, options);
    server.awaitAnswer();
    return server;
  }

  /** Starts one that does not answer to everybody. */
  static RedisServer started(Path directory, String... options) throws IOException {
    Files.createDirectories(directory);
    return new RedisServer(directory, List.of(options));
  }

  private static int sparePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(binary().toString()));
    Path file = directory.resolve("redis.conf");
    if (Files.exists(file)) {
      command.add(file.toString());
    }
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--daemonize", "no"));
    command.addAll(List.of("--dir", directory.toString()));
    if (!options.contains("--tls-port")) {
      command.addAll(List.of("--port", "" + port));
    }
    for (String option : options) {
      command.add(option.equals("PORT") ? "" + port : option);
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static Path binary() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("install redis-server (bin/test does)"));
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (Link link = Link.open(address(), System::nanoTime)) {
        link.call(Command.PING);
        link.ask(Command.XRANGE, Link.bytes("none"), Link.bytes("-"), Link.bytes("+"));
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new IOException(
              "redis-server did not start: " + Files.readString(directory.resolve("log")), e);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  int port() {
    return port;
  }

  RedisAddress address() {
    return address("redis://127.0.0.1:" + port, "", Secret.NONE);
  }

  RedisAddress address(String uri, String user, Secret password) {
    return RedisAddress.of(uri, user, password, Optional.empty(), Duration.ofSeconds(60));
  }

  /** Sends a command as a client of its own. */
  Reply call(Command command, String... arguments) throws IOException {
    try (Link link = Link.open(address(), System::nanoTime)) {
      return new Reply(
          address(),
          link.call(command, Arrays.stream(arguments).map(Link::bytes).toArray(byte[][]::new)));
    }
  }

  /** Ends it as a power cut would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again in the same place. */
  void startAgain() throws IOException {
    process = launch();
    awaitAnswer();
  }

  @Override
  public void close() {
    kill();
  }
}
