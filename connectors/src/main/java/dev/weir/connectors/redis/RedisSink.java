package dev.weir.connectors.redis;

import dev.weir.connectors.Pause;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Appends detections or alerts to a Redis stream of bounded length: each an entry with its {@code
 * id}, its {@code pipeline}, and a JSON object in {@code detection} or {@code alert}.
 *
 * <p>What the stream holds is not appended again: after a restart of either side the writer looks
 * for the ids that are there. A server that is away, or full, holds the pipelines back; nothing is
 * dropped.
 */
public final class RedisSink implements Sink {

  private final RedisSinkSettings settings;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Consumer<String> warnings;

  /**
   * Connects to nothing yet.
   *
   * @param nanoTime the clock of retries
   * @param warnings receives a sentence when the server is away or back
   */
  public RedisSink(
      RedisSinkSettings settings, Pause pause, LongSupplier nanoTime, Consumer<String> warnings) {
    this.settings = settings;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "stream '%s' of Redis at %s".formatted(settings.stream(), settings.address());
  }

  /** Connects, and writes nothing. */
  @Override
  public void check() throws IOException {
    open("").close();
  }

  @Override
  public Writer open(String pipeline) throws IOException {
    return new RedisWriter(settings, pipeline, new Outages(pause, nanoTime), warnings);
  }
}
