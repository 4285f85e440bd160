package dev.weir.settings.connector;

import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.redis.RedisSourceSettings;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.connectors.text.lines.TextSettings;

/** Holds one source as it is configured. */
public sealed interface SourceSettings {

  String name();

  /** Which columns or fields of its records mean what. */
  RecordSettings record();

  /** The source itself, without what is read before it. */
  default SourceSettings plain() {
    return this;
  }

  /**
   * @param rate records a second, infinite for as fast as they can be processed
   */
  record Simulated(String name, SimulatorSettings settings, double rate) implements SourceSettings {
    @Override
    public RecordSettings record() {
      return RecordSettings.usual(name);
    }
  }

  record Files(String name, FileSettings settings) implements SourceSettings {
    @Override
    public RecordSettings record() {
      return settings.record();
    }
  }

  record Stdin(String name, Setup setup) implements SourceSettings {
    @Override
    public RecordSettings record() {
      return setup.record();
    }
  }

  /**
   * A source of batches that programs send by HTTP.
   *
   * @param journalBytes most bytes that its journal takes on disk
   */
  record Http(String name, TextSettings settings, long journalBytes, TagRule tags)
      implements SourceSettings {
    @Override
    public RecordSettings record() {
      return settings.record();
    }
  }

  /** One of the streams of a source. */
  record RedisStream(RedisSourceSettings settings) implements SourceSettings {
    @Override
    public String name() {
      return settings.pipeline();
    }

    @Override
    public RecordSettings record() {
      return settings.record();
    }
  }

  /** Files are read before it, to learn from. */
  record WithHistory(SourceSettings plain, FileSettings history) implements SourceSettings {
    @Override
    public String name() {
      return plain.name();
    }

    @Override
    public RecordSettings record() {
      return plain.record();
    }
  }
}
