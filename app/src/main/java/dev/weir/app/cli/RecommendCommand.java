package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Progress;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.cli.output.Terminal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.recommend.Recommendation;
import dev.weir.app.recommend.RecommendationJson;
import dev.weir.app.recommend.RecommendationTable;
import dev.weir.app.report.StatusJson;
import dev.weir.app.score.ScoreInputs;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Printable;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir recommend}. */
@Command(
    name = "recommend",
    description =
        "Measures detectors on your data and this machine, and recommends one for each use. Ctrl-C"
            + " ends it and prints what is done.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir recommend sensors.csv"})
final class RecommendCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files or folders of CSV or JSONL, also compressed.")
  private List<String> paths = List.of();

  @Option(
      names = "--budget",
      paramLabel = "D",
      description = "How long it may take (default: ${DEFAULT-VALUE}).",
      defaultValue = "5m")
  private Duration budget = Duration.ofMinutes(5);

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many records are taken at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  private int rows = 20_000;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A configuration, for what it says of records and of the engine.")
  private Optional<Path> config = Optional.empty();

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (rows < 1 || budget.isNegative() || budget.isZero()) {
      throw new Refusal(ExitCode.USAGE, "--rows and --budget must be above 0");
    }
    Config base =
        config.isPresent()
            ? ConfigFile.load(config.get())
            : ConfigFile.resolve(ConfigFactory.empty());
    PrintWriter err = spec.commandLine().getErr();
    ScoreInputs inputs = inputs(base);
    inputs.skipped().forEach(line -> err.println(Printable.of("weir: " + line)));
    inputs.readings().lines().forEach(line -> err.println(Printable.of("weir: " + line)));
    inputs.unusable().forEach(line -> err.println(Printable.of("weir: " + line)));
    Recommendation recommendation = read(inputs, base, err);
    if (recommendation.isEmpty()) {
      throw new Refusal(
          ExitCode.FAILED, "there is nothing to measure with in %s: no record".formatted(paths));
    }
    Thread interrupted = new Thread(() -> print(recommendation), "print what is done");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Progress progress = new Progress(System.err, Terminal.isPresent(), recommendation.size());
    progress.at(0);
    recommendation.run(budget, Clocks.system().nanoTime(), progress::at);
    progress.end();
    Runtime.getRuntime().removeShutdownHook(interrupted);
    print(recommendation);
    return inputs.unusable().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Recommendation read(ScoreInputs inputs, Config base, PrintWriter err) throws Exception {
    try {
      return Recommendation.of(
          inputs.files(), base, rows, line -> err.println(Printable.of("weir: " + line)));
    } catch (ConfigurationException e) {
      throw Refusal.of(e, "-c");
    }
  }

  private void print(Recommendation recommendation) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.println(StatusJson.text(RecommendationJson.of(recommendation)));
    } else {
      out.print(RecommendationTable.of(recommendation));
    }
    out.flush();
  }

  private ScoreInputs inputs(Config base) throws Exception {
    try {
      return ScoreInputs.find(paths, Optional.empty(), records.setups(base));
    } catch (ConfigurationException e) {
      throw Refusal.of(e, "options");
    } catch (ScoreInputs.BadPathException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
