package dev.weir.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Progress;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.cli.output.Terminal;
import dev.weir.app.evaluation.AlertList;
import dev.weir.app.evaluation.AlertListJson;
import dev.weir.app.evaluation.AlertTable;
import dev.weir.app.evaluation.Evaluations;
import dev.weir.app.evaluation.FileFindings;
import dev.weir.app.evaluation.QualityJson;
import dev.weir.app.evaluation.QualityPage;
import dev.weir.app.evaluation.QualityTable;
import dev.weir.app.evaluation.ScoreJob;
import dev.weir.app.evaluation.UnreadRecords;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.exit.LastResort;
import dev.weir.app.logging.LogSetup;
import dev.weir.app.report.StatusJson;
import dev.weir.app.report.StatusReport;
import dev.weir.app.report.StatusTable;
import dev.weir.app.score.ScoreInput;
import dev.weir.app.score.ScoreInputs;
import dev.weir.app.service.Scoring;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.sink.ScoreSink;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.RecordCount;
import dev.weir.monitoring.RecordCounts;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir score}. */
@Command(
    name = "score",
    description =
        "Scores files as fast as it goes. Lists the alerts, or writes each row once more with its"
            + " score (--out).",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir score sensors.csv"})
final class ScoreCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files or folders of CSV or JSONL, also compressed.")
  private List<String> paths = List.of();

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      description = "The detector for all series (default: as configured).")
  private Optional<String> detector = Optional.empty();

  @Option(
      names = "--alert-budget",
      paramLabel = "WORDS",
      description = "How many alerts a series may bring at most, such as '1 per day' or '0.1%%'.")
  private Optional<String> alertBudget = Optional.empty();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "A configuration. Of its sources only how they read records is used, its sinks are not.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the rows go with their scores, in the same tree as the inputs (default: the alerts"
              + " are listed instead).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--evaluate",
      description =
          "Holds alerts and scores against the labels of the data: figures at the end, and a page"
              + " with plots.")
  private boolean evaluate;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Where the page goes (default: report.html in --out, and no page without it); implies"
              + " --evaluate.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--explain",
      description = "Adds what was expected, and why in a sentence, to rows that are anomalies.")
  private boolean explain;

  @Option(
      names = "--forecast",
      description =
          "Adds what was forecast for each row before it was seen, with the band that holds 95 %% of"
              + " normal values (auto, one feature).")
  private boolean forecast;

  @Option(
      names = "--history",
      paramLabel = "PATH",
      description = "Files that the models of each file learn from before its first row.")
  private Optional<Path> history = Optional.empty();

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    requirePage();
    requireHistory();
    Config base = base();
    WeirSettings settings = settings(base);
    LogSetup.start(settings.logFormat(), Terminal.isPresent());
    PrintWriter err = spec.commandLine().getErr();
    ScoreInputs inputs = inputs(base);
    inputs.skipped().forEach(line -> err.println(Printable.of("weir: " + line)));
    inputs.readings().lines().forEach(line -> err.println(Printable.of("weir: " + line)));
    inputs.unusable().forEach(line -> err.println(Printable.of("weir: " + line)));
    if (inputs.files().isEmpty() && inputs.unusable().isEmpty()) {
      throw new Refusal(
          ExitCode.FAILED,
          "there is nothing to score in %s: no CSV or JSONL file".formatted(paths));
    }
    Progress progress = new Progress(System.err, Terminal.isPresent(), inputs.files().size());
    progress.at(0);
    ScoreJob job = job(inputs.files(), settings);
    Scoring.Result result =
        Scoring.run(job, settings, Clocks.system(), progress::at, LastResort::end);
    progress.end();
    LogSetup.stop();
    unscored(result.report().counts())
        .ifPresent(line -> err.println(Printable.of("weir: " + line)));
    print(result.report(), job);
    if (!result.ending().message().isEmpty()) {
      err.println(Printable.of("weir: " + result.ending().message()));
    }
    Optional<String> verdict = job.unread().verdict();
    verdict.ifPresent(line -> err.println(Printable.of("weir: " + line)));
    return inputs.unusable().isEmpty() && verdict.isEmpty()
        ? result.ending().exitCode()
        : ExitCode.FAILED;
  }

  private ScoreJob job(List<ScoreInput> files, WeirSettings settings) {
    return new ScoreJob(
        files,
        history.map(Path::toString),
        extras(),
        out.isPresent() ? Optional.empty() : Optional.of(new AlertList(files)),
        evaluate || report.isPresent() ? Optional.of(new Evaluations(files)) : Optional.empty(),
        new UnreadRecords(settings.mostRefused()));
  }

  private Set<ScoreSink.Extra> extras() {
    Set<ScoreSink.Extra> extras = EnumSet.noneOf(ScoreSink.Extra.class);
    if (explain) {
      extras.add(ScoreSink.Extra.WHY);
    }
    if (forecast) {
      extras.add(ScoreSink.Extra.FORECAST);
    }
    return extras;
  }

  private void print(StatusReport status, ScoreJob job) throws IOException {
    Optional<List<FileFindings>> findings = job.evaluations().map(Evaluations::findings);
    Optional<Path> page = page();
    if (findings.isPresent() && page.isPresent()) {
      QualityPage.write(findings.get(), page.get());
    }
    PrintWriter stdout = spec.commandLine().getOut();
    if (output.isJson()) {
      ObjectNode json = StatusJson.tree(status);
      findings.ifPresent(files -> json.set("quality", quality(files, page)));
      job.alerts()
          .ifPresent(alerts -> {
            json.set("listed_alerts", AlertListJson.of(alerts));
            json.set("given_up", AlertListJson.givenUp(alerts));
          });
      stdout.println(StatusJson.text(json));
    } else {
      job.alerts().ifPresent(alerts -> stdout.print(AlertTable.of(alerts)));
      stdout.print(StatusTable.of(status));
      findings.ifPresent(files -> stdout.print(QualityTable.of(files)));
      page.ifPresent(path -> stdout.println(Printable.of("Plots: " + path)));
    }
    stdout.flush();
  }

  private static ObjectNode quality(List<FileFindings> files, Optional<Path> page) {
    ObjectNode json = QualityJson.of(files);
    page.ifPresent(path -> json.put("report", path.toString()));
    return json;
  }

  /** Which rows have no score, and why. */
  static Optional<String> unscored(RecordCounts counts) {
    List<String> reasons =
        Stream.of(
                part(counts.get(RecordCount.WARMING), "came before their model was ready"),
                part(
                    counts.get(RecordCount.UNSCORABLE),
                    "lack a value (missing-values says what stands in), or are of a quarantined"
                        + " series"),
                part(
                    counts.get(RecordCount.REJECTED),
                    "are of a series with no detector, or beyond max-series"),
                part(counts.get(RecordCount.DEAD_LETTERED), "could not be read"),
                part(counts.get(RecordCount.LATE_DROPPED), "came too late"),
                part(counts.get(RecordCount.DUPLICATES), "were read before"))
            .flatMap(Optional::stream)
            .toList();
    long rows = counts.settled() - counts.get(RecordCount.SCORED);
    return rows == 0
        ? Optional.empty()
        : Optional.of(
            "%,d of %,d rows are not scored: %s"
                .formatted(rows, counts.settled(), String.join(", ", reasons)));
  }

  private static Optional<String> part(long rows, String reason) {
    return rows == 0 ? Optional.empty() : Optional.of("%,d %s".formatted(rows, reason));
  }

  /** Where the page goes, if there is one. */
  private Optional<Path> page() {
    return report.or(
        () -> evaluate ? out.map(folder -> folder.resolve("report.html")) : Optional.empty());
  }

  private void requirePage() throws Refusal {
    String name = report.map(path -> path.toString().toLowerCase(Locale.ROOT)).orElse(".html");
    if (!name.endsWith(".html")) {
      throw new Refusal(
          ExitCode.USAGE,
          "--report writes a page: its name must end with .html, not '%s'".formatted(report.get()));
    }
    Optional<Path> page = page();
    if (page.isPresent() && Files.isDirectory(page.get())) {
      throw new Refusal(
          ExitCode.USAGE,
          "the page would go to %s, and that is a folder; name a file by --report"
              .formatted(page.get()));
    }
  }

  private void requireHistory() throws Refusal {
    if (history.isPresent() && !FileSet.of(history.get().toString()).exists()) {
      throw new Refusal(ExitCode.USAGE, "--history: there is nothing at " + history.get());
    }
  }

  private Config base() throws Exception {
    return config.isPresent()
        ? ConfigFile.load(config.get())
        : ConfigFile.resolve(ConfigFactory.empty());
  }

  private WeirSettings settings(Config base) throws Exception {
    Config chosen =
        base.withValue("weir.sources", ConfigFactory.parseString("s = []").getValue("s"));
    if (detector.isPresent()) {
      Map<String, Object> rule = Map.of("match", "*", "type", detector.get());
      chosen =
          ConfigFactory.parseMap(Map.of("weir.detectors", List.of(rule)), "--detector")
              .withFallback(chosen);
    }
    if (alertBudget.isPresent()) {
      Map<String, Object> budget = Map.of("weir.defaults.tuning.alert-budget", alertBudget.get());
      chosen = ConfigFactory.parseMap(budget, "--alert-budget").withFallback(chosen);
    }
    try {
      return SettingsReader.read(chosen);
    } catch (ConfigurationException e) {
      throw Refusal.of(e, "--detector");
    }
  }

  private ScoreInputs inputs(Config base) throws Exception {
    try {
      return ScoreInputs.find(paths, out, records.setups(base));
    } catch (ConfigurationException e) {
      throw Refusal.of(e, "options");
    } catch (ScoreInputs.BadPathException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
