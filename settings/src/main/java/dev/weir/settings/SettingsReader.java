package dev.weir.settings;

import com.typesafe.config.Config;
import dev.weir.alerting.route.Routing;
import dev.weir.checkpointing.DirectoryAccess;
import dev.weir.connectors.file.sink.DeadLetterLimits;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.monitoring.health.HealthSettings;
import dev.weir.series.SeriesRules;
import dev.weir.settings.WeirSettings.Alerting;
import dev.weir.settings.WeirSettings.Checkpoints;
import dev.weir.settings.WeirSettings.DeadLetters;
import dev.weir.settings.WeirSettings.Http;
import dev.weir.settings.WeirSettings.LogFormat;
import dev.weir.settings.connector.Histories;
import dev.weir.settings.connector.HttpSources;
import dev.weir.settings.connector.SinkReader;
import dev.weir.settings.connector.SinkSettings;
import dev.weir.settings.connector.SourceReader;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.detector.DetectorReader;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import dev.weir.settings.hocon.Problems;
import dev.weir.settings.hocon.Redaction;
import dev.weir.settings.hocon.Section;
import dev.weir.settings.receiver.ReceiverSettings;
import dev.weir.settings.receiver.Receivers;
import dev.weir.settings.receiver.Routes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a configuration into settings, or into the list of all its problems. */
public final class SettingsReader {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Config config;
  private final Section root;
  private final Section weir;
  private final Section defaults;
  private final OwnFiles files = new OwnFiles();

  private SettingsReader(Config config, Problems problems) {
    this.config = config;
    this.root = new Section(config, "", problems);
    this.weir = root.section("weir");
    this.defaults =
        weir.section("defaults").limitedTo(ConfigFile.defaults().getConfig("weir.defaults"));
  }

  /**
   * Reads a resolved configuration.
   *
   * @throws ConfigurationException with all problems, if there are any
   */
  public static WeirSettings read(Config config) throws ConfigurationException {
    Problems problems = new Problems();
    WeirSettings settings = new SettingsReader(config, problems).read();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.list());
    }
    return settings;
  }

  private WeirSettings read() {
    List<SourceSettings> sources = sources();
    DetectorPlan detectors = detectors();
    List<SinkSettings> sinks = sinks();
    Section engine = weir.section("engine");
    EngineSettings engineSettings = new EngineReader(weir, engine).settings();
    boolean watched = engine.flag("performance-monitoring");
    boolean alertingOn = engine.flag("alerting-enabled");
    boolean saved = engine.flag("model-checkpointing");
    engine.refuseUnknownKeys();
    HealthSettings health = health(weir.section("health"));
    Alerting alerting = alerting(weir.section("alerting"));
    Checkpoints checkpoints = checkpoints(weir.section("checkpointing"));
    Section letters = weir.section("dead-letters");
    double mostRefused = letters.number("most", 0, 1);
    Optional<DeadLetters> deadLetters = deadLetters(letters);
    files.refuseShared();
    Optional<Http> http = HttpReader.read(weir.section("http"));
    HttpSources.require(sources, saved, http.isPresent(), weir);
    Section log = weir.section("log");
    LogFormat format = log.choice("format", LogFormat.class);
    log.refuseUnknownKeys();
    weir.refuseUnknownKeys();
    root.refuseUnknownKeys();
    return new WeirSettings(
        sources,
        detectors,
        sinks,
        engineSettings,
        watched ? Optional.of(health) : Optional.empty(),
        alertingOn ? Optional.of(alerting) : Optional.empty(),
        saved ? Optional.of(checkpoints) : Optional.empty(),
        deadLetters,
        mostRefused,
        http,
        format,
        Redaction.json(config.withOnlyPath("weir")),
        JudgingText.of(config));
  }

  /**
   * Reads settings that an earlier process wrote as {@link WeirSettings#judging}.
   *
   * @throws IOException if this build does not understand them
   */
  public static SettingsLog.Judging judging(String text) throws IOException {
    Problems problems = new Problems();
    SettingsReader reader = new SettingsReader(JudgingText.parse(text), problems);
    DetectorPlan plan = reader.detectors();
    SeriesRules rules = new EngineReader(reader.weir, reader.weir.section("engine")).rules();
    if (!problems.isEmpty()) {
      throw new IOException(
          "the settings of an earlier process cannot be read: "
              + String.join("; ", problems.list()));
    }
    return new SettingsLog.Judging(plan, rules);
  }

  private List<SourceSettings> sources() {
    Section types = defaults.section("source");
    List<SourceSettings> sources =
        weir.sections("sources").stream().flatMap(entry -> source(entry, types).stream()).toList();
    Set<String> names = new HashSet<>();
    boolean stdin = false;
    for (SourceSettings source : sources) {
      if (!names.add(source.name())) {
        weir.problem(
            "sources", "has two of the name '%s'; give each one its own".formatted(source.name()));
      }
      if (stdin && readsStdin(source)) {
        weir.problem("sources", "can have only one of type stdin");
      }
      stdin |= readsStdin(source);
    }
    return sources;
  }

  private List<SourceSettings> source(Section entry, Section types) {
    List<SourceSettings> made = SourceReader.read(entry, types, defaults.section("warm-up"));
    made.forEach(source -> read(source, entry));
    return made;
  }

  private static boolean readsStdin(SourceSettings source) {
    return source.access() == SourceSettings.Access.STANDARD_INPUT;
  }

  /** Notes the files that a source reads. */
  private void read(SourceSettings source, Section entry) {
    source.files().ifPresent(read -> files.read(entry, read));
    if (source instanceof SourceSettings.WithHistory both) {
      files.read(entry.has(Histories.KEY) ? entry.section(Histories.KEY) : entry, both.history());
    }
  }

  private Optional<SinkSettings> sink(Section entry, Section types) {
    Optional<SinkSettings> sink = SinkReader.read(entry, types);
    sink.flatMap(SinkSettings::file).ifPresent(path -> files.write(entry, path));
    return sink;
  }

  private DetectorPlan detectors() {
    Section types = defaults.section("detector");
    Section any = defaults.section("tuning").withDefaults(defaults.section("data"));
    List<DetectorPlan.Rule> rules =
        weir.sections("detectors").stream()
            .flatMap(entry -> DetectorReader.read(entry, types, any).stream())
            .toList();
    return new DetectorPlan(rules);
  }

  private List<SinkSettings> sinks() {
    Section types = defaults.section("sink");
    List<SinkSettings> sinks =
        weir.sections("sinks").stream().flatMap(entry -> sink(entry, types).stream()).toList();
    return sinks;
  }

  private static HealthSettings health(Section health) {
    HealthSettings settings =
        new HealthSettings(
            new HealthSettings.Limits(
                health.duration("max-latency", Duration.ofMillis(1)),
                health.number("min-throughput", 0, 1e12),
                health.bytes("max-memory", 1),
                health.number("max-error-rate", 1e-9, 1),
                health.number("max-unscored-rate", 1e-9, 1),
                health.text("max-source-silence").equals("off")
                    ? Optional.empty()
                    : Optional.of(
                        health.duration(
                            "max-source-silence", SHORTEST, "off or a duration such as 15m")),
                health.number("queue-full", 0.01, 1)),
            health.duration("grace", Duration.ZERO),
            health.duration("resolve-after", Duration.ZERO),
            health.duration("summary-every", SHORTEST));
    health.refuseUnknownKeys();
    return settings;
  }

  private Alerting alerting(Section alerting) {
    Section types = defaults.section("receiver");
    int queueSize = alerting.integer("queue-size", 1, 1_000_000);
    List<ReceiverSettings> receivers =
        alerting.sections("receivers").stream()
            .flatMap(entry -> Receivers.read(entry, types, queueSize).stream())
            .toList();
    Set<String> names = new HashSet<>();
    for (ReceiverSettings receiver : receivers) {
      if (!names.add(receiver.name())) {
        alerting.problem(
            "receivers",
            "has two of the name '%s'; give each one its own".formatted(receiver.name()));
      }
    }
    int remembered = alerting.integer("remembered", 1, 10_000_000);
    Routing routing = Routes.read(alerting, receivers);
    alerting.refuseUnknownKeys();
    return new Alerting(receivers, remembered, routing);
  }

  private static Checkpoints checkpoints(Section checkpointing) {
    if (checkpointing.text("directory").isEmpty()) {
      checkpointing.problem("directory", "must not be empty");
    }
    Checkpoints settings =
        new Checkpoints(
            checkpointing.path("directory"),
            checkpointing.integer("keep", 1, 1_000),
            checkpointing.flag("group-access") ? DirectoryAccess.GROUP : DirectoryAccess.OWNER);
    checkpointing.has("every");
    checkpointing.has("timeout");
    checkpointing.refuseUnknownKeys();
    return settings;
  }

  private Optional<DeadLetters> deadLetters(Section letters) {
    Path path = letters.path("path");
    files.write(letters, path);
    long maxSize = letters.bytes("max-size", 1024);
    long maxCount = letters.integer("max-count", 2, Long.MAX_VALUE);
    Duration maxAge = letters.duration("max-age", Duration.ofMinutes(1));
    letters.refuseUnknownKeys();
    DeadLetterLimits limits = new DeadLetterLimits(maxSize, maxCount, maxAge);
    return path.toString().isEmpty()
        ? Optional.empty()
        : Optional.of(new DeadLetters(path, limits));
  }
}
