package dev.weir.settings.connector;

import dev.weir.settings.hocon.EntryType;
import dev.weir.settings.hocon.Section;
import java.util.List;
import java.util.Optional;

/** Reads the entries of {@code sources}. */
public final class SourceReader {

  private SourceReader() {}

  /**
   * The sources of one entry: one, or one for each of its streams; none, with a problem, if there
   * is no such type.
   *
   * @param types the defaults of each type
   * @param any the defaults of the keys that every type has
   */
  public static List<SourceSettings> read(Section entry, Section types, Section any) {
    Optional<SourceType> type = EntryType.of(entry, SourceType.BY_NAME);
    if (type.isEmpty()) {
      return List.of();
    }
    Section section = EntryType.withDefaults(entry, types).withDefaults(any);
    section.has("type");
    List<SourceSettings> sources = Histories.before(read(type.get(), section), section);
    section.refuseUnknownKeys();
    return sources;
  }

  private static List<SourceSettings> read(SourceType type, Section section) {
    return switch (type) {
      case SIMULATOR -> List.of(SimulatorReader.read(section));
      case FILE -> List.of(TextReader.files(section));
      case STDIN -> List.of(TextReader.stdin(section));
      case HTTP -> List.of(TextReader.http(section));
      case REDIS_STREAMS -> RedisReader.sources(section);
    };
  }
}
