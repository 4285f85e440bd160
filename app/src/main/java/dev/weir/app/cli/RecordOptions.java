package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.hocon.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** Options that say how records are read, as the settings of a source do. */
final class RecordOptions {

  private static final String PLAIN = "weir-records";

  /** A source must name files; of this one only how it reads records is used. */
  private static final String NOWHERE = "weir-reads-nothing-here/*.csv";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv or jsonl (default: by the content).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "Between the cells of CSV lines.")
  private Optional<String> separator = Optional.empty();

  @Option(
      names = "--time",
      split = ",",
      paramLabel = "COLUMN",
      description = "Column of the time; several are joined, as in Date,Time.")
  private List<String> time = List.of();

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description = "How times are written, as 'dd.MM.yyyy HH:mm' or epoch-ms.")
  private Optional<String> timeFormat = Optional.empty();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Zone of times that name none, as Europe/Berlin (default: UTC).")
  private Optional<String> timeZone = Optional.empty();

  @Option(
      names = "--series",
      split = ",",
      paramLabel = "COLUMN",
      description = "Column that names the series; several are joined, as in host,metric.")
  private List<String> series = List.of();

  @Option(names = "--label", paramLabel = "COLUMN", description = "Column of the label, 0 or 1.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--values",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns of the values (default: all that are numbers and nothing else).")
  private List<String> values = List.of();

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Names of the columns of CSV without a header.")
  private List<String> columns = List.of();

  @Option(
      names = "--decimal",
      paramLabel = "SIGN",
      description = "Sign in front of the fraction of numbers: '.' or ','.")
  private Optional<String> decimal = Optional.empty();

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "VALUE",
      description = "Words and numbers that stand for a missing value, as -999.")
  private List<String> missing = List.of();

  /**
   * The setups of files: as the source of the configuration that reads a file has it, else as its
   * defaults have it, and above all as the options have it.
   *
   * @param base a resolved configuration
   */
  BiFunction<Path, String, Setup> setups(Config base) throws ConfigurationException {
    Config options = options();
    List<Config> entries = new ArrayList<>();
    for (ConfigValue value : base.getList("weir.sources")) {
      if (value instanceof ConfigObject object && "file".equals(object.unwrapped().get("type"))) {
        Config entry = object.toConfig();
        Map<String, Object> only = Map.of("follow", true, "name", "source-" + entries.size());
        entries.add(options.withFallback(ConfigFactory.parseMap(only)).withFallback(entry));
      }
    }
    Map<String, Object> plain =
        Map.of("type", "file", "name", PLAIN, "path", NOWHERE, "follow", true);
    entries.add(options.withFallback(ConfigFactory.parseMap(plain)));
    Config sources =
        ConfigFactory.parseMap(
                Map.of("weir.sources", entries.stream().map(e -> e.root().unwrapped()).toList()),
                "options")
            .withFallback(base);
    List<SourceSettings> read = SettingsReader.read(sources).sources();
    return (path, name) -> setup(read, path).named(name);
  }

  private static Setup setup(List<SourceSettings> sources, Path path) {
    for (SourceSettings source : sources) {
      if (source.plain() instanceof SourceSettings.Files files
          && (files.name().equals(PLAIN) || files.settings().reads(path))) {
        return files.settings().setup();
      }
    }
    return Setup.open(PLAIN);
  }

  private Config options() {
    Map<String, Object> options = new TreeMap<>();
    format.ifPresent(text -> options.put("format", text));
    separator.ifPresent(text -> options.put("separator", text.equals("\\t") ? "\t" : text));
    timeFormat.ifPresent(text -> options.put("record.time-format", text));
    timeZone.ifPresent(text -> options.put("record.time-zone", text));
    label.ifPresent(text -> options.put("record.label", text));
    decimal.ifPresent(text -> options.put("record.decimal", text));
    put(options, "record.time", time);
    put(options, "record.series", series);
    put(options, "record.values", values);
    put(options, "record.columns", columns);
    put(options, "record.missing", missing);
    return ConfigFactory.parseMap(options, "options");
  }

  private static void put(Map<String, Object> options, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      options.put(key, texts);
    }
  }
}
