package dev.weir.app.cli;

import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.Clocks;
import dev.weir.app.service.Connections;
import dev.weir.monitoring.Printable;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    footer = {"", "Example: weir check weir.conf --connect"})
final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Option(names = "--connect", description = "Also try every source, sink and receiver.")
  private boolean connect;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    WeirSettings settings;
    try {
      settings = SettingsReader.read(ConfigFile.load(file));
    } catch (ConfigurationException e) {
      if (output.isJson()) {
        print(e.problems());
      }
      throw e;
    }
    List<String> problems = connect ? Connections.problems(settings, Clocks.system()) : List.of();
    if (output.isJson()) {
      print(problems);
    } else if (problems.isEmpty()) {
      line.getOut().println(Printable.of(file + " can be used"));
    }
    problems.forEach(problem -> line.getErr().println("weir: " + Printable.of(problem)));
    return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(List<String> problems) {
    spec.commandLine()
        .getOut()
        .println(Json.write(Map.of("ok", problems.isEmpty(), "problems", problems)));
  }
}
