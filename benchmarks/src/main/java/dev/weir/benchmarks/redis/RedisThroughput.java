package dev.weir.benchmarks.redis;

import dev.weir.connectors.redis.RedisProducer;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records a second of {@code weir run} on a Redis stream and of a bare loop of the same commands,
 * in turns, each in a process of its own beside a real server on the same machine. Arguments: the
 * launcher, how many runs, how many records, and {@code group} or {@code position}. Ends with 1 if
 * a record was lost.
 */
public final class RedisThroughput {

  static final String STREAM = "bench";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int STARTS = 1_000;

  private final Path weir;
  private final Path directory;
  private final String mode;
  private final int port;

  private RedisThroughput(Path weir, Path directory, String mode, int port) {
    this.weir = weir;
    this.directory = directory;
    this.mode = mode;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("weir-redis");
    int port;
    try (ServerSocket spare = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = spare.getLocalPort();
    }
    Process server =
        new ProcessBuilder(
                List.of(
                    "redis-server",
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    "" + port,
                    "--dir",
                    directory.toString(),
                    "--save",
                    ""))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    boolean sound = true;
    try {
      RedisThroughput bench = new RedisThroughput(Path.of(args[0]), directory, args[3], port);
      long records = Long.parseLong(args[2]);
      bench.fill(records);
      for (int run = 1; run <= Integer.parseInt(args[1]); run++) {
        sound &= bench.run(run, records);
      }
    } finally {
      server.destroyForcibly().onExit().join();
    }
    System.exit(sound ? 0 : 1);
  }

  private boolean run(int run, long records) throws IOException, InterruptedException {
    double bare = bare("entries");
    String report = weir(run);
    double bytes = bare("bytes");
    double whole = number(report, "throughput_per_second");
    boolean sound =
        number(report, "read") == records
            && number(report, "scored") + number(report, "warming") == records;
    System.out.printf(
        Locale.ROOT,
        "%s, run %d: weir %,.0f/s; bare %,.0f/s, fraction %.2f; bare, bytes only %,.0f/s, %.2f; %s%n",
        mode,
        run,
        whole,
        bare,
        whole / bare,
        bytes,
        whole / bytes,
        sound ? "nothing lost" : "LOST: " + report);
    return sound;
  }

  private void fill(long records) throws IOException, InterruptedException {
    RedisAddress address =
        RedisAddress.of("redis://127.0.0.1:" + port, "", Secret.NONE, Optional.empty(), PATIENCE);
    SimulatorSettings d = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            records,
            1,
            1,
            d.anomalyRate(),
            d.seed(),
            SimulatorSettings.Pattern.RANGES,
            d.kinds(),
            d.drift(),
            d.season(),
            d.missing(),
            d.start(),
            d.intervalNanos());
    RedisProducer.Shape shape =
        new RedisProducer.Shape(
            STREAM,
            0,
            Optional.of("metric_value"),
            false,
            Optional.of("metric_value"),
            "anomaly_injected");
    Simulator source = new Simulator("bench", settings, Double.POSITIVE_INFINITY, System::nanoTime);
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        new RedisProducer(address, shape, System::nanoTime).write(source, written -> {});
        break;
      } catch (IOException e) {
        // The server has just been started.
        if (attempt == STARTS) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
    System.out.printf(
        Locale.ROOT, "filled, %,.0f/s%n", records * 1e9 / (System.nanoTime() - start));
  }

  private double bare(String what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareRedis.class.getName(), "" + port, mode, what));
    return Double.parseDouble(output(command).strip());
  }

  private String weir(int run) throws IOException, InterruptedException {
    Path config = directory.resolve("weir-" + run + ".conf");
    Files.writeString(
        config,
        """
        weir {
          sources = [{
            name = bench, type = redis-streams, uri = "redis://127.0.0.1:%d", streams = [bench]
            group = "%s"
            record { field = metric_value, values = [metric_value], label = anomaly_injected }
          }]
          detectors = [{ type = z-score }]
          sinks = []
          checkpointing.directory = "%s"
          dead-letters.path = ""
          http.enabled = false
        }
        """
            .formatted(
                port, mode.equals("group") ? "weir-" + run : "", directory.resolve("s-" + run)));
    return output(
        List.of(
            weir.toString(), "run", "-c", config + "", "--until-idle", "1s", "--output", "json"));
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "%s ended with %d:%n%s".formatted(command.getFirst(), code, Files.readString(log)));
    }
    return output;
  }

  private static double number(String json, String key) {
    Matcher match = Pattern.compile("\"" + key + "\"\\s*:\\s*(-?[0-9.E]+)").matcher(json);
    return match.find() ? Double.parseDouble(match.group(1)) : Double.NaN;
  }
}
