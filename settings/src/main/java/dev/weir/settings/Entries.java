package dev.weir.settings;

import dev.weir.connectors.file.FileSet;
import dev.weir.connectors.file.FileSettings;
import dev.weir.connectors.file.Only;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.connectors.text.LineFormat;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.TextSettings;
import dev.weir.detectors.Detector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.auto.Memory;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.ewma.Ewma;
import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.lof.LocalOutlierFactor;
import dev.weir.detectors.mahalanobis.MahalanobisReference;
import dev.weir.detectors.randomcutforest.RandomCutForest;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.series.EventTime;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;

/** Entries of lists, each of a type that has settings and defaults of its own. */
final class Entries {

  /** The types there are, as configuration writes them. */
  static final List<String> SOURCES = List.of("simulator", "file", "stdin", "redis-streams");

  static final List<String> SINKS = List.of("log", "file", "stdout", "redis-streams");
  static final List<String> RECEIVERS = List.of("log", "webhook");
  static final List<String> DETECTORS = Detectors.defaults().stream().map(Detector::name).toList();

  private static final int LONGEST_NAME = 100;
  private static final double MOST_A_SECOND = 1e9;

  private Entries() {}

  /** One, or one for each of its streams; {@code any} has the defaults of what any can be told. */
  static List<SourceSettings> source(Section entry, Section types, Section any) {
    Optional<Section> typed =
        typed(entry, types, SOURCES).map(section -> section.withDefaults(any));
    List<SourceSettings> sources =
        typed
            .map(section -> {
              section.has("type");
              return Histories.before(source(section), section);
            })
            .orElse(List.of());
    typed.ifPresent(Section::refuseUnknownKeys);
    return sources;
  }

  private static List<SourceSettings> source(Section section) {
    return switch (section.text("type")) {
      case "simulator" -> List.of(simulator(section));
      case "file" -> List.of(files(section));
      case "redis-streams" ->
          RedisEntries.sources(section, name(section)).stream()
              .<SourceSettings>map(SourceSettings.RedisStream::new)
              .toList();
      default -> List.of(stdin(section));
    };
  }

  /** A detector; {@code any} has the defaults of what any can be told. */
  static Optional<DetectorPlan.Rule> detector(Section entry, Section types, Section any) {
    Optional<Section> typed =
        typed(entry, types, DETECTORS).map(section -> section.withDefaults(any));
    Optional<DetectorPlan.Rule> rule =
        typed.flatMap(section -> {
          section.has("type");
          String match = section.has("match") ? section.text("match") : "*";
          Optional<Detector> detector = detector(section);
          SilenceRule silence = Tuning.silence(section);
          // Of one that is refused the rest is read as well: it is not unknown, and may be wrong
          // too.
          Detector judge = detector.orElse(Auto.DEFAULT);
          Detector told = Preparing.of(Tuning.of(judge, section), section);
          return detector.map(_ -> new DetectorPlan.Rule(match, told, silence));
        });
    typed.ifPresent(Section::refuseUnknownKeys);
    return rule;
  }

  private static Optional<Detector> detector(Section section) {
    int most = Integer.MAX_VALUE;
    return switch (section.text("type")) {
      case Auto.NAME -> Optional.of(new Auto(section.choice("memory", Memory.class)));
      case MahalanobisReference.NAME -> {
        int reference = section.integer("reference", 1, most);
        double shrinkage = section.number("shrinkage", 0, 1);
        int renewal = section.integer("renewal", 1, most);
        double alertRate = section.number("alert-rate", 0, 1);
        yield attempt(
            section, () -> new MahalanobisReference(reference, shrinkage, renewal, alertRate));
      }
      case RandomCutForest.NAME -> {
        int trees = section.integer("trees", 1, most);
        int sample = section.integer("sample", 1, most);
        int shingle = section.integer("shingle", 1, most);
        double alertRate = section.number("alert-rate", 0, 1);
        yield attempt(section, () -> new RandomCutForest(trees, sample, shingle, alertRate));
      }
      case Ewma.NAME -> {
        double gain = section.number("gain", 0, 1);
        double alertRate = section.number("alert-rate", 0, 1);
        yield attempt(section, () -> new Ewma(gain, alertRate));
      }
      case LocalOutlierFactor.NAME -> {
        int neighbours = section.integer("neighbours", 1, most);
        int reference = section.integer("reference", 1, most);
        double alertRate = section.number("alert-rate", 0, 1);
        yield attempt(section, () -> new LocalOutlierFactor(neighbours, reference, alertRate));
      }
      case HalfSpaceTrees.NAME -> {
        int trees = section.integer("trees", 1, most);
        int depth = section.integer("depth", 1, most);
        int window = section.integer("window", 1, most);
        double alertRate = section.number("alert-rate", 0, 1);
        yield attempt(section, () -> new HalfSpaceTrees(trees, depth, window, alertRate));
      }
      case ZScore.NAME -> {
        int window = section.integer("window", 1, most);
        double threshold = section.number("threshold", 0, 1e6);
        yield attempt(section, () -> new ZScore(window, threshold));
      }
      case RobustZScore.NAME -> {
        int window = section.integer("window", 1, most);
        double threshold = section.number("threshold", 0, 1e6);
        yield attempt(section, () -> new RobustZScore(window, threshold));
      }
      default -> {
        int trees = section.integer("trees", 1, most);
        int subsample = section.integer("subsample", 1, most);
        int window = section.integer("window", 1, most);
        double contamination = section.number("contamination", 0, 1);
        yield attempt(section, () -> new IsolationForest(trees, subsample, window, contamination));
      }
    };
  }

  static Optional<SinkSettings> sink(Section entry, Section types) {
    Optional<Section> typed = typed(entry, types, SINKS);
    Optional<SinkSettings> sink =
        typed.map(section ->
            switch (section.text("type")) {
              case "log" -> new SinkSettings.Log(section.integer("lines-per-second", 1, 1_000_000));
              case "file" ->
                  new SinkSettings.File(path(section), section.choice("only", Only.class));
              case "redis-streams" -> new SinkSettings.RedisStream(RedisEntries.sink(section));
              default -> new SinkSettings.Stdout(section.choice("only", Only.class));
            });
    typed.ifPresent(Section::refuseUnknownKeys);
    return sink;
  }

  /**
   * A receiver.
   *
   * @param queueSize of one that does not say it
   */
  static Optional<ReceiverSettings> receiver(Section entry, Section types, int queueSize) {
    Optional<Section> typed = typed(entry, types, RECEIVERS);
    Optional<ReceiverSettings> receiver =
        typed.map(section ->
            switch (section.text("type")) {
              case "log" -> Receivers.log(section, queueSize);
              default -> Receivers.webhook(section, queueSize);
            });
    typed.ifPresent(Section::refuseUnknownKeys);
    return receiver;
  }

  /** The entry with the defaults of its type under it; empty if there is no such type. */
  private static Optional<Section> typed(Section entry, Section types, List<String> known) {
    if (!entry.has("type")) {
      entry.problem("type", "is missing; it is one of " + String.join(", ", known));
      return Optional.empty();
    }
    String type = entry.text("type");
    if (!known.contains(type)) {
      String nearest =
          Nearest.to(type, known).map(name -> "; did you mean '" + name + "'?").orElse("");
      entry.problem(
          "type",
          "must be one of %s, and is '%s'%s".formatted(String.join(", ", known), type, nearest));
      return Optional.empty();
    }
    Section section = entry.withDefaults(types.section(type));
    section.has("type");
    return Optional.of(section);
  }

  private static SourceSettings simulator(Section section) {
    String name = name(section);
    double rate = rate(section);
    SimulatorSettings defaults = SimulatorSettings.defaults();
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
    SimulatorSettings settings =
        attempt(
                section,
                () ->
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
                        interval.toNanos()))
            .orElse(defaults);
    return new SourceSettings.Simulated(name, settings, rate);
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

  private static SourceSettings files(Section section) {
    String name = name(section);
    String path = path(section).toString();
    boolean follow = section.flag("follow");
    TextFormat format = section.choice("format", TextFormat.class);
    if (!path.isEmpty()) {
      lookFor(path, follow, section);
    }
    FileSettings settings =
        new FileSettings(
            path,
            follow,
            format.format(),
            separator(section),
            longestLine(section),
            record(section.section("record"), name));
    return new SourceSettings.Files(name, settings);
  }

  private static void lookFor(String path, boolean follow, Section section) {
    try {
      if (!FileSet.of(path).exists() && !follow) {
        section.problem(
            "path",
            "names no file: there is nothing at '%s'; correct it, or wait for it by follow = true"
                .formatted(path));
      }
    } catch (PatternSyntaxException e) {
      section.problem("path", "is not a pattern of files: " + e.getDescription());
    }
  }

  private static SourceSettings stdin(Section section) {
    String name = name(section);
    LineFormat format = section.choice("format", LineFormat.class);
    TextSettings settings =
        new TextSettings(
            format,
            separator(section),
            longestLine(section),
            record(section.section("record"), name));
    return new SourceSettings.Stdin(name, settings);
  }

  static RecordSettings record(Section section, String defaultSeries) {
    RecordSettings record =
        new RecordSettings(
            section.text("time"),
            section.text("series"),
            section.text("label"),
            section.texts("values"),
            defaultSeries);
    section.refuseUnknownKeys();
    return record;
  }

  /** The format of files, or how it is told. */
  enum TextFormat {
    AUTO,
    CSV,
    JSONL;

    Optional<LineFormat> format() {
      return switch (this) {
        case AUTO -> Optional.empty();
        case CSV -> Optional.of(LineFormat.CSV);
        case JSONL -> Optional.of(LineFormat.JSONL);
      };
    }
  }

  static String name(Section section) {
    String name = section.text("name");
    if (!name.matches("[\\p{L}\\p{N}._ -]{1," + LONGEST_NAME + "}")) {
      section.problem("name", "must be 1 to 100 letters, digits, blanks or . _ -");
    }
    return name;
  }

  private static Path path(Section section) {
    if (section.text("path").isEmpty()) {
      section.problem("path", "must not be empty");
    }
    return section.path("path");
  }

  private static double rate(Section section) {
    return section.text("rate").equals("max")
        ? Double.POSITIVE_INFINITY
        : section.number("rate", 1e-6, MOST_A_SECOND);
  }

  static char separator(Section section) {
    String separator = section.text("separator");
    if (separator.length() != 1 || separator.charAt(0) > 127 || separator.charAt(0) == '"') {
      section.problem("separator", "must be one ASCII character other than a quote");
      return ',';
    }
    return separator.charAt(0);
  }

  static int longestLine(Section section) {
    long bytes = section.bytes("longest-line", 1024);
    if (bytes > 1 << 28) {
      section.problem("longest-line", "must be at most 256 MiB");
    }
    return (int) Math.min(bytes, 1 << 28);
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

  private static <T> Optional<T> attempt(Section section, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      section.problem("type", "is refused: " + e.getMessage());
      return Optional.empty();
    }
  }
}
