package dev.weir.app.cli;

import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Progress;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.cli.output.Terminal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.connectors.console.ClosedPipe;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.simulator.RecordWriter;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.connectors.simulator.SimulatorSettings.Anomaly;
import dev.weir.connectors.simulator.SimulatorSettings.Drift;
import dev.weir.connectors.simulator.SimulatorSettings.Missing;
import dev.weir.connectors.simulator.SimulatorSettings.Pattern;
import dev.weir.connectors.simulator.SimulatorSettings.Season;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.monitoring.Printable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code weir generate}. */
@Command(
    name = "generate",
    description = "Makes labelled records up.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: weir generate --to file:in.csv --count 100000 --features 1"})
final class GenerateCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "file:PATH|redis:URI|-",
      description =
          "Where they go: a file, a stream of a Redis server (redis://127.0.0.1:6379), or - for"
              + " standard output.")
  private String to = "-";

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      description = "Default: by the name of the file; jsonl for standard output.")
  private Optional<LineFormat> format = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many, 0 for no end (default: ${DEFAULT-VALUE}).")
  private long count = 10_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "max",
      description = "How many a second, or max (default: ${DEFAULT-VALUE}).")
  private String rate = "max";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Equal seeds make equal records (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many series (default: ${DEFAULT-VALUE}).")
  private int series = 1;

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "Values per record (default: 5, or 1 for ranges).")
  private Optional<Integer> features = Optional.empty();

  @Option(
      names = "--anomaly-rate",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Share of anomalous records (default: ${DEFAULT-VALUE}).")
  private double anomalyRate = 0.05;

  @Option(
      names = "--pattern",
      paramLabel = "normal|ranges",
      defaultValue = "normal",
      description = "What normal records look like (default: ${DEFAULT-VALUE}).")
  private Pattern pattern = Pattern.NORMAL;

  @Option(
      names = "--anomalies",
      paramLabel = "KIND",
      split = ",",
      description = "Kinds of anomalies: shift, scale, outlier (default: all).")
  private List<Anomaly> anomalies = List.of();

  @Option(
      names = "--drift-after",
      paramLabel = "N",
      defaultValue = "0",
      description = "Record of each series at which normal moves, 0 for never.")
  private long driftAfter;

  @Option(
      names = "--drift-size",
      paramLabel = "X",
      defaultValue = "2",
      description = "By how many standard deviations (default: ${DEFAULT-VALUE}).")
  private double driftSize = 2;

  @Option(
      names = "--drift-over",
      paramLabel = "N",
      defaultValue = "1",
      description = "Over how many records, 1 for at once (default: ${DEFAULT-VALUE}).")
  private long driftOver = 1;

  @Option(
      names = "--season-period",
      paramLabel = "N",
      defaultValue = "0",
      description = "Records in a season, 0 for none.")
  private int seasonPeriod;

  @Option(
      names = "--season-amplitude",
      paramLabel = "X",
      defaultValue = "2",
      description = "How far the season swings (default: ${DEFAULT-VALUE}).")
  private double seasonAmplitude = 2;

  @Option(
      names = "--missing-rate",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of stretches without values (default: ${DEFAULT-VALUE}).")
  private double missingRate;

  @Option(
      names = "--missing-length",
      paramLabel = "N",
      defaultValue = "20",
      description = "Records in such a stretch (default: ${DEFAULT-VALUE}).")
  private int missingLength = 20;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      defaultValue = "2026-01-01T00:00:00Z",
      description = "Event time of the first record (default: ${DEFAULT-VALUE}).")
  private Instant start = Instant.EPOCH;

  @Option(
      names = "--interval",
      paramLabel = "D",
      defaultValue = "1s",
      description = "Event time between records of a series (default: ${DEFAULT-VALUE}).")
  private Duration interval = Duration.ofSeconds(1);

  @Mixin private RedisTarget redis = new RedisTarget();

  @Mixin private OutputOption output = new OutputOption();

  @ParentCommand private Weir weir = new Weir(OutputStream.nullOutputStream());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Simulator source;
    try {
      source = new Simulator("sim", settings(), rate(), Clocks.system().nanoTime());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    if (RedisTarget.isMeant(to)) {
      return toRedis(source);
    }
    boolean toFile = to.startsWith("file:");
    if (!toFile && !to.equals("-")) {
      throw new Refusal(
          ExitCode.USAGE, "--to must be file:PATH, redis:URI or -, and is '%s'".formatted(to));
    }
    Progress progress = new Progress(System.err, toFile && Terminal.isPresent(), count);
    long[] written = {0};
    try (OutputStream out = open(toFile)) {
      RecordWriter.write(
          source,
          format(toFile),
          series > 1,
          out,
          records -> {
            written[0] = records;
            progress.at(records);
          });
    } catch (IOException e) {
      if (toFile || !ClosedPipe.is(e)) {
        throw e;
      }
      return ExitCode.READER_GONE;
    }
    progress.end();
    if (toFile) {
      report(written[0], "path", path().toString());
    }
    return ExitCode.OK;
  }

  private int toRedis(Simulator source) throws Refusal, IOException, InterruptedException {
    Progress progress = new Progress(System.err, Terminal.isPresent(), count);
    long[] written = {0};
    redis.write(
        to,
        source,
        series > 1,
        records -> {
          written[0] = records;
          progress.at(records);
        });
    progress.end();
    report(written[0], "stream", redis.stream());
    return ExitCode.OK;
  }

  private void report(long records, String what, String where) {
    spec.commandLine()
        .getOut()
        .println(
            output.isJson()
                ? Json.write(Map.of("records", records, what, where))
                : Printable.of("%,d records are in %s".formatted(records, where)));
  }

  private OutputStream open(boolean toFile) throws IOException {
    if (!toFile) {
      return new BufferedOutputStream(weir.data());
    }
    Path path = path();
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream file = Files.newOutputStream(path);
    boolean compressed = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return new BufferedOutputStream(compressed ? new GZIPOutputStream(file) : file);
  }

  private Path path() {
    return Path.of(to.substring("file:".length()));
  }

  private LineFormat format(boolean toFile) {
    return format
        .or(() -> toFile ? FileSet.formatOf(path().toString()) : Optional.empty())
        .orElse(LineFormat.JSONL);
  }

  private double rate() throws Refusal {
    try {
      double perSecond = rate.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(rate);
      if (perSecond > 0) {
        return perSecond;
      }
    } catch (NumberFormatException e) {
      // No number is refused as one that makes no sense is.
    }
    throw new Refusal(
        ExitCode.USAGE, "--rate must be a number above 0 or max, and is '%s'".formatted(rate));
  }

  private SimulatorSettings settings() {
    return new SimulatorSettings(
        count,
        series,
        features.orElse(pattern == Pattern.RANGES ? 1 : 5),
        anomalyRate,
        seed,
        pattern,
        anomalies.isEmpty() ? EnumSet.allOf(Anomaly.class) : EnumSet.copyOf(anomalies),
        driftAfter == 0 ? Drift.NONE : new Drift(driftAfter, driftSize, driftOver),
        seasonPeriod == 0 ? Season.NONE : new Season(seasonPeriod, seasonAmplitude),
        missingRate == 0 ? Missing.NONE : new Missing(missingRate, missingLength),
        start,
        interval.toNanos());
  }
}
