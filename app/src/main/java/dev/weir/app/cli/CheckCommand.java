package dev.weir.app.cli;

import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.Connections;
import dev.weir.monitoring.Printable;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir check}. */
@Command(
    name = "check",
    description = "Says whether a configuration can be used.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: weir check weir.conf --connect",
      "         weir check -c new.conf --state"
    })
final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The configuration.")
  private Optional<Path> argument = Optional.empty();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration, as for weir run.")
  private Optional<Path> option = Optional.empty();

  @Option(names = "--connect", description = "Also try every source, sink and receiver.")
  private boolean connect;

  @Option(
      names = "--state",
      description =
          "Also say which series of the saved state would relearn under this configuration, and how"
              + " many records each needs before the first is judged. The service may run"
              + " meanwhile.")
  private boolean state;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    if (argument.isPresent() == option.isPresent()) {
      throw new CommandLine.ParameterException(
          line, "one configuration is needed: weir check FILE");
    }
    Path file = argument.or(() -> option).orElseThrow();
    WeirSettings settings;
    try {
      settings = SettingsReader.read(ConfigFile.load(file));
    } catch (ConfigurationException e) {
      if (output.isJson()) {
        print(e.problems(), List.of());
      }
      throw e;
    }
    List<String> problems = connect ? Connections.problems(settings, Clocks.system()) : List.of();
    List<Relearners> relearners = state ? Relearners.of(settings) : List.of();
    if (output.isJson()) {
      print(problems, relearners);
    } else if (problems.isEmpty()) {
      line.getOut().println(Printable.of(file + " can be used"));
      relearners.stream()
          .flatMap(each -> each.lines().stream())
          .forEach(text -> line.getOut().println(Printable.of(text)));
    }
    problems.forEach(problem -> line.getErr().println("weir: " + Printable.of(problem)));
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(List<String> problems, List<Relearners> relearners) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", problems.isEmpty());
    json.put("problems", problems);
    if (state) {
      json.put("state", relearners.stream().map(Relearners::json).toList());
    }
    spec.commandLine().getOut().println(Json.write(json));
  }
}
