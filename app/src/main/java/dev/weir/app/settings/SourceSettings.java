package dev.weir.app.settings;

import dev.weir.connectors.file.FileSettings;
import dev.weir.connectors.redis.RedisSourceSettings;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.text.TextSettings;

/** One source, as configured. */
public sealed interface SourceSettings {

  String name();

  /**
   * @param rate records a second, infinite for as fast as they can be processed
   */
  record Simulated(String name, SimulatorSettings settings, double rate)
      implements SourceSettings {}

  record Files(String name, FileSettings settings) implements SourceSettings {}

  record Stdin(String name, TextSettings settings) implements SourceSettings {}

  /** One of the streams of a source. */
  record RedisStream(RedisSourceSettings settings) implements SourceSettings {
    @Override
    public String name() {
      return settings.pipeline();
    }
  }
}
