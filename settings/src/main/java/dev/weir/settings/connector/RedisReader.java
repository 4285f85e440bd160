package dev.weir.settings.connector;

import dev.weir.connectors.redis.RedisSinkSettings;
import dev.weir.connectors.redis.RedisSourceSettings;
import dev.weir.connectors.redis.client.RedisAddress;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.monitoring.Secret;
import dev.weir.settings.hocon.EntryName;
import dev.weir.settings.hocon.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings of sources and sinks that are streams of Redis. */
final class RedisReader {

  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final int LONGEST_KEY = 1024;

  /** How the field that holds a record is written. */
  private enum FieldFormat {
    JSON
  }

  private RedisReader() {}

  /** One source for each stream. */
  static List<SourceSettings> sources(Section section) {
    String name = EntryName.of(section);
    RedisAddress address = address(section);
    Optional<String> group = optional(section, "group");
    String consumer = optional(section, "consumer").orElse(name);
    Duration claimAfter = section.duration("claim-after", Duration.ZERO);
    boolean trim = section.flag("trim");
    Section record = section.section("record");
    Optional<String> field = optional(record, "field");
    record.choice("format", FieldFormat.class);
    RecordSettings recordSettings = TextEntries.record(record, name);
    if (!recordSettings.columns().isEmpty()) {
      record.problem("columns", "is for CSV without a header, and an entry has its field names");
    }
    List<SourceSettings> sources = new ArrayList<>();
    for (String stream : section.texts("streams")) {
      requireKey(section, "streams", stream);
      sources.add(
          new SourceSettings.RedisStream(
              new RedisSourceSettings(
                  name,
                  address,
                  stream,
                  group,
                  consumer,
                  claimAfter,
                  trim,
                  field,
                  recordSettings)));
    }
    if (sources.isEmpty()) {
      section.problem("streams", "must name at least one stream");
    }
    return sources;
  }

  static RedisSinkSettings sink(Section section) {
    RedisAddress address = address(section);
    String stream = section.text("stream");
    requireKey(section, "stream", stream);
    return new RedisSinkSettings(
        address,
        stream,
        section.integer("max-length", 0, Long.MAX_VALUE),
        section.choice("only", RedisSinkSettings.Only.class),
        SinkReader.fields(section));
  }

  private static RedisAddress address(Section section) {
    Duration timeout = section.duration("timeout", SHORTEST_TIMEOUT);
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      section.problem("timeout", "must be at most 10 minutes");
      timeout = LONGEST_TIMEOUT;
    }
    String uri = section.text("uri");
    String user = section.text("user");
    Secret password = new Secret(section.text("password"));
    Optional<Path> authority = authority(section.section("tls"));
    try {
      return RedisAddress.of(uri, user, password, authority, timeout);
    } catch (IllegalArgumentException e) {
      section.problem("uri", String.valueOf(e.getMessage()));
      return RedisAddress.of("redis://127.0.0.1", user, password, authority, timeout);
    }
  }

  private static Optional<Path> authority(Section tls) {
    Optional<Path> authority =
        tls.text("authority").isEmpty() ? Optional.empty() : Optional.of(tls.path("authority"));
    if (authority.isPresent() && !Files.isReadable(authority.get())) {
      tls.problem("authority", "names no file that can be read: " + authority.get());
    }
    tls.refuseUnknownKeys();
    return authority;
  }

  private static Optional<String> optional(Section section, String key) {
    String text = section.text(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static void requireKey(Section section, String where, String stream) {
    if (stream.isEmpty() || stream.length() > LONGEST_KEY) {
      section.problem(where, "must name streams by 1 to %d characters".formatted(LONGEST_KEY));
    }
  }
}
