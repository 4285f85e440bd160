package dev.weir.app.cli;

import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.connectors.redis.RedisProducer;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.Option;

/** Where {@code weir generate} writes if that is a Redis stream. */
final class RedisTarget {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      defaultValue = "sensor_stream",
      description = "Redis: key of the stream (default: ${DEFAULT-VALUE}).")
  private String stream = "sensor_stream";

  @Option(
      names = "--max-length",
      paramLabel = "N",
      defaultValue = "0",
      description = "Redis: about how many entries the stream keeps, 0 for all.")
  private long maxLength;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description =
          "Redis: field of an entry that holds the record as a JSON object (default: none, each"
              + " part of the record is a field).")
  private Optional<String> field = Optional.empty();

  @Option(
      names = "--value-name",
      paramLabel = "NAME",
      description = "Redis: name of the value of records that have one (default: value).")
  private Optional<String> valueName = Optional.empty();

  @Option(
      names = "--label-name",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "Redis: name of the label (default: ${DEFAULT-VALUE}).")
  private String labelName = "label";

  @Option(
      names = "--authority",
      paramLabel = "FILE",
      description = "Redis with TLS: PEM file of the trusted certificates.")
  private Optional<Path> authority = Optional.empty();

  /** Whether this is where the records are to go. */
  static boolean isMeant(String to) {
    return to.startsWith("redis:") || to.startsWith("rediss:");
  }

  /** Writes them. User and password come from the environment, where nobody sees them. */
  void write(String to, Simulator source, boolean named, LongConsumer progress)
      throws Refusal, IOException, InterruptedException {
    RedisProducer.Shape shape =
        new RedisProducer.Shape(stream, maxLength, field, named, valueName, labelName);
    new RedisProducer(address(to), shape, Clocks.system().nanoTime()).write(source, progress);
  }

  private RedisAddress address(String to) throws Refusal {
    Map<String, String> environment = System.getenv();
    String user = environment.getOrDefault("WEIR_REDIS_USER", "");
    Secret password = new Secret(environment.getOrDefault("WEIR_REDIS_PASSWORD", ""));
    try {
      return RedisAddress.of(uri(to), user, password, authority, TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, "the address behind --to " + e.getMessage());
    }
  }

  /** {@code redis:} may stand before a whole address, or be its beginning. */
  private static String uri(String to) {
    String rest = to.substring("redis:".length());
    return rest.startsWith("redis://") || rest.startsWith("rediss://") ? rest : to;
  }

  String stream() {
    return stream;
  }
}
