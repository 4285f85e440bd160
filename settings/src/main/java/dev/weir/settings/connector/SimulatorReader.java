package dev.weir.settings.connector;

import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.series.EventTime;
import dev.weir.settings.hocon.EntryName;
import dev.weir.settings.hocon.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads the settings of a simulator. */
final class SimulatorReader {

  private static final double MOST_A_SECOND = 1e9;

  private SimulatorReader() {}

  static SourceSettings read(Section section) {
    String name = EntryName.of(section);
    double rate = rate(section);
    long count = section.integer("count", 0, Long.MAX_VALUE);
    int series = section.integer("series", 1, 100_000_000);
    int features = section.integer("features", 1, 1_000);
    double anomalyRate = section.number("anomaly-rate", 0, 1);
    long seed = section.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    Pattern pattern = section.choice("pattern", Pattern.class);
    var kinds = section.choices("anomalies", Anomaly.class);
    Instant start = instant(section, "start");
    Duration interval = section.duration("interval", Duration.ofNanos(1));
    SimulatorSettings.Drift drift = drift(section.section("drift"));
    SimulatorSettings.Season season = season(section.section("season"));
    SimulatorSettings.Missing missing = missing(section.section("missing"));
    try {
      return new SourceSettings.Simulated(
          name,
          new SimulatorSettings(
              count,
              series,
              pattern == Pattern.RANGES ? 1 : features,
              anomalyRate,
              seed,
              pattern,
              kinds,
              drift,
              season,
              missing,
              start,
              interval.toNanos()),
          rate);
    } catch (IllegalArgumentException e) {
      section.problem("type", "is refused: " + e.getMessage());
      return new SourceSettings.Simulated(name, SimulatorSettings.defaults(), rate);
    }
  }

  private static SimulatorSettings.Drift drift(Section section) {
    SimulatorSettings.Drift drift =
        new SimulatorSettings.Drift(
            section.integer("after", 0, Long.MAX_VALUE),
            section.number("size", -1e6, 1e6),
            section.integer("over", 1, Long.MAX_VALUE));
    section.refuseUnknownKeys();
    return drift;
  }

  private static SimulatorSettings.Season season(Section section) {
    SimulatorSettings.Season season =
        new SimulatorSettings.Season(
            section.integer("period", 0, 1_000_000), section.number("amplitude", -1e6, 1e6));
    section.refuseUnknownKeys();
    return season;
  }

  private static SimulatorSettings.Missing missing(Section section) {
    SimulatorSettings.Missing missing =
        new SimulatorSettings.Missing(
            section.number("rate", 0, 1), section.integer("length", 1, Integer.MAX_VALUE));
    section.refuseUnknownKeys();
    return missing;
  }

  private static double rate(Section section) {
    return section.text("rate").equals("max")
        ? Double.POSITIVE_INFINITY
        : section.number("rate", 1e-6, MOST_A_SECOND);
  }

  private static Instant instant(Section section, String key) {
    try {
      Instant instant = Instant.parse(section.text(key));
      if (instant.isAfter(EventTime.EARLIEST) && instant.isBefore(EventTime.LATEST)) {
        return instant;
      }
      section.problem(key, "must be between 1677-09-21 and 2262-04-11");
    } catch (DateTimeException e) {
      section.problem(key, "must be an instant such as 2026-01-01T00:00:00Z");
    }
    return Instant.EPOCH;
  }
}
