package dev.weir.chaos.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis server for a trial: on a spare port, in a directory of its own. */
public final class RedisServer implements AutoCloseable {

  /** The data that survives a restart of the server. */
  public enum Durability {
    ALWAYS("--appendonly yes --appendfsync always"),
    EVERYSEC("--appendonly yes --appendfsync everysec"),
    NONE("--appendonly no");

    private final String options;

    Durability(String options) {
      this.options = options;
    }
  }

  private static final Duration START = Duration.ofSeconds(60);
  private static final int PATIENCE_MILLIS = 10_000;

  private final Path directory;
  private final Durability durability;
  private final int port;
  private Process process;

  private RedisServer(Path directory, Durability durability) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.durability = durability;
    this.port = sparePort();
    this.process = launch();
  }

  public static RedisServer start(Path directory, Durability durability) throws Exception {
    RedisServer server = new RedisServer(directory, durability);
    server.awaitAnswer();
    return server;
  }

  private static int sparePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--daemonize", "no"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(List.of(durability.options.split(" ")));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private void awaitAnswer() throws Exception {
    Await.until(
        "Redis answers",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new IOException(
                "redis-server did not start: " + Files.readString(directory.resolve("log")));
          }
          try (Jedis jedis = connect(0)) {
            jedis.xlen("none");
            return true;
          } catch (JedisException e) {
            return false;
          }
        });
  }

  public int port() {
    return port;
  }

  /** A connection of its own to one of the databases. */
  public Jedis connect(int database) {
    Jedis jedis = new Jedis("127.0.0.1", port, PATIENCE_MILLIS);
    if (database != 0) {
      jedis.select(database);
    }
    return jedis;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it at once, as by kill -9. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again in the same place, and returns when it answers. */
  public void startAgain() throws Exception {
    process = launch();
    awaitAnswer();
  }

  @Override
  public void close() {
    kill();
  }
}
