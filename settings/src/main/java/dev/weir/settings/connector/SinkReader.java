package dev.weir.settings.connector;

import dev.weir.connectors.file.sink.Only;
import dev.weir.connectors.text.DetectionJson;
import dev.weir.settings.hocon.EntryType;
import dev.weir.settings.hocon.Section;
import java.util.Optional;

/** Reads the entries of {@code sinks}. */
public final class SinkReader {

  private SinkReader() {}

  /** One entry; empty, with a problem, if there is no such type. */
  public static Optional<SinkSettings> read(Section entry, Section types) {
    return EntryType.of(entry, SinkType.BY_NAME)
        .map(type -> {
          Section section = EntryType.withDefaults(entry, types);
          SinkSettings sink = read(type, section);
          section.refuseUnknownKeys();
          return sink;
        });
  }

  private static SinkSettings read(SinkType type, Section section) {
    return switch (type) {
      case LOG -> new SinkSettings.Log(section.integer("lines-per-second", 1, 1_000_000));
      case FILE ->
          new SinkSettings.File(
              TextReader.path(section), section.choice("only", Only.class), fields(section));
      case STDOUT -> new SinkSettings.Stdout(section.choice("only", Only.class), fields(section));
      case REDIS_STREAMS -> new SinkSettings.RedisStream(RedisReader.sink(section));
    };
  }

  /** The fields of the objects of a sink. */
  static DetectionJson.Fields fields(Section section) {
    return section.flag("forecast")
        ? DetectionJson.Fields.VERDICT_AND_FORECAST
        : DetectionJson.Fields.VERDICT;
  }
}
