package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.Redaction;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir config}. */
@Command(
    name = "config",
    description = "Shows settings.",
    mixinStandardHelpOptions = true,
    subcommands = ConfigCommand.Show.class,
    footer = {"", "Example: weir config show --resolved -c weir.conf"})
final class ConfigCommand extends CommandGroup {

  @Command(
      name = "show",
      description = "Prints the settings that a run would have.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir config show --resolved -c weir.conf"})
  static final class Show implements Callable<Integer> {

    @Option(
        names = {"-c", "--config"},
        paramLabel = "FILE",
        description = "The configuration (default: none, so the defaults are shown).")
    private Optional<Path> config = Optional.empty();

    @Option(
        names = "--resolved",
        description = "With defaults and environment; otherwise only what the file says.")
    private boolean resolved;

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Config all =
          config.isPresent()
              ? ConfigFile.load(config.get())
              : ConfigFile.resolve(ConfigFactory.empty());
      SettingsReader.read(all);
      Config shown = resolved || config.isEmpty() ? all : ConfigFile.alone(config.get());
      ConfigRenderOptions options =
          ConfigRenderOptions.defaults()
              .setOriginComments(false)
              .setComments(!output.isJson() && resolved)
              .setJson(output.isJson());
      spec.commandLine().getOut().println(Redaction.of(shown.withOnlyPath("weir")).render(options));
      return 0;
    }
  }
}
