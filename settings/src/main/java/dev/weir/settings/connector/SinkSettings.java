package dev.weir.settings.connector;

import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.redis.RedisSinkSettings;
import java.nio.file.Path;

/** Holds one sink as it is configured. */
public sealed interface SinkSettings {

  record Log(int linesPerSecond) implements SinkSettings {}

  record File(Path path, Only only) implements SinkSettings {}

  record Stdout(Only only) implements SinkSettings {}

  record RedisStream(RedisSinkSettings settings) implements SinkSettings {}
}
