package dev.weir.settings.connector;

import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.redis.RedisSinkSettings;
import dev.weir.connectors.text.DetectionJson;
import java.nio.file.Path;
import java.util.Optional;

/** Holds one sink as it is configured. */
public sealed interface SinkSettings {

  /** The file that it writes; empty if it writes none. */
  Optional<Path> file();

  record Log(int linesPerSecond) implements SinkSettings {
    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }

  record File(Path path, Only only, DetectionJson.Fields fields) implements SinkSettings {
    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
  }

  record Stdout(Only only, DetectionJson.Fields fields) implements SinkSettings {
    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }

  record RedisStream(RedisSinkSettings settings) implements SinkSettings {
    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }
}
