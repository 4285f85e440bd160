package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.Redaction;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir list}. */
@Command(
    name = "list",
    description = "Lists what there is to configure, with its settings and their defaults.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir list detectors"})
final class ListCommand implements Callable<Integer> {

  /** The kinds that can be listed. */
  enum Kind {
    DETECTORS,
    SOURCES,
    SINKS,
    RECEIVERS;

    String section() {
      return switch (this) {
        case DETECTORS -> "detector";
        case SOURCES -> "source";
        case SINKS -> "sink";
        case RECEIVERS -> "receiver";
      };
    }
  }

  @Parameters(paramLabel = "detectors|sources|sinks|receivers", description = "What to list.")
  private Kind kind = Kind.DETECTORS;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Config types =
        Redaction.of(
                ConfigFile.resolve(ConfigFactory.empty())
                    .getConfig("weir.defaults." + kind.section()))
            .toConfig();
    Map<String, Map<String, ConfigValue>> list = new TreeMap<>();
    for (String type : types.root().keySet()) {
      Map<String, ConfigValue> settings = new LinkedHashMap<>();
      types.getConfig(type).entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
      list.put(type, settings);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      Map<String, Map<String, Object>> plain = new TreeMap<>();
      list.forEach((type, settings) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.forEach((key, value) -> values.put(key, value.unwrapped()));
        plain.put(type, values);
      });
      out.println(Json.write(plain));
    } else {
      list.forEach((type, settings) -> print(out, type, settings));
    }
    return 0;
  }

  private static void print(PrintWriter out, String type, Map<String, ConfigValue> settings) {
    out.println(type);
    settings.forEach((key, value) ->
        out.println("  %-20s %s".formatted(key, value.render(ConfigRenderOptions.concise()))));
  }
}
