package dev.weir.settings.connector;

import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.redis.RedisSinkSettings;
import dev.weir.connectors.text.DetectionJson;
import java.nio.file.Path;

/** Holds one sink as it is configured. */
public sealed interface SinkSettings {

  record Log(int linesPerSecond) implements SinkSettings {}

  record File(Path path, Only only, DetectionJson.Fields fields) implements SinkSettings {}

  record Stdout(Only only, DetectionJson.Fields fields) implements SinkSettings {}

  record RedisStream(RedisSinkSettings settings) implements SinkSettings {}
}
