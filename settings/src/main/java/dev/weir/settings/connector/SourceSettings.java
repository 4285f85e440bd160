package dev.weir.settings.connector;

import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.redis.RedisSourceSettings;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.connectors.text.lines.TextSettings;
import java.util.Optional;

/** Holds one source as it is configured. */
public sealed interface SourceSettings {

  /** Names who may open a source. */
  enum Access {
    /** Any process at any time: {@code weir check --connect} opens it to look at it. */
    ANYBODY,
    /** One source of one process: what was read from standard input is gone. */
    STANDARD_INPUT,
    /** The process that holds the state directory, in which the source has its records. */
    OWNER
  }

  String name();

  /** Which columns or fields of its records mean what. */
  RecordSettings record();

  /** Who may open it. */
  Access access();

  /** The source as a replay reads it: as fast as it goes, and without a trace at its server. */
  SourceSettings forReplay();

  /** The files that it reads, what is read before it left out; empty if it reads none. */
  default Optional<FileSettings> files() {
    return Optional.empty();
  }

  /** The source itself, without what is read before it. */
  default SourceSettings plain() {
    return this;
  }

  /**
   * @param rate records a second, infinite for as fast as they can be processed
   */
  record Simulated(String name, SimulatorSettings settings, double rate) implements SourceSettings {
    @Override
    public Access access() {
      return Access.ANYBODY;
    }

    @Override
    public SourceSettings forReplay() {
      return new Simulated(name, settings, Double.POSITIVE_INFINITY);
    }

    @Override
    public RecordSettings record() {
      return RecordSettings.usual(name);
    }
  }

  record Files(String name, FileSettings settings) implements SourceSettings {
    @Override
    public Access access() {
      return Access.ANYBODY;
    }

    @Override
    public SourceSettings forReplay() {
      return this;
    }

    @Override
    public Optional<FileSettings> files() {
      return Optional.of(settings);
    }

    @Override
    public RecordSettings record() {
      return settings.record();
    }
  }

  record Stdin(String name, Setup setup) implements SourceSettings {
    @Override
    public Access access() {
      return Access.STANDARD_INPUT;
    }

    @Override
    public SourceSettings forReplay() {
      return this;
    }

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
    public Access access() {
      return Access.OWNER;
    }

    @Override
    public SourceSettings forReplay() {
      return this;
    }

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
    public Access access() {
      return Access.ANYBODY;
    }

    @Override
    public SourceSettings forReplay() {
      return new RedisStream(settings.untouched());
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
    public Access access() {
      return plain.access();
    }

    @Override
    public SourceSettings forReplay() {
      return new WithHistory(plain.forReplay(), history);
    }

    @Override
    public Optional<FileSettings> files() {
      return plain.files();
    }

    @Override
    public RecordSettings record() {
      return plain.record();
    }
  }
}
