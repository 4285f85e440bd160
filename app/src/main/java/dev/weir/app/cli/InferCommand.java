package dev.weir.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.connectors.file.content.FileReading;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.inference.Reading;
import dev.weir.connectors.inference.setup.Hocon;
import dev.weir.connectors.inference.setup.Setup;
import dev.weir.monitoring.Printable;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir infer}. */
@Command(
    name = "infer",
    description = "Says how files are read, as the settings of a source that say the same.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir infer export.csv"})
final class InferCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders.")
  private List<String> paths = List.of();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A configuration, for what it says of the records.")
  private Optional<Path> config = Optional.empty();

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  private final List<Map<String, Object>> found = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Config base =
        config.isPresent()
            ? ConfigFile.load(config.get())
            : ConfigFile.resolve(ConfigFactory.empty());
    BiFunction<Path, String, Setup> setups;
    try {
      setups = records.setups(base);
    } catch (ConfigurationException e) {
      throw Refusal.of(e, "options");
    }
    boolean all = true;
    for (String path : paths) {
      all &= infer(path, setups);
    }
    if (output.isJson()) {
      spec.commandLine().getOut().println(Json.write(found));
    }
    spec.commandLine().getOut().flush();
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean infer(String path, BiFunction<Path, String, Setup> setups)
      throws IOException, Refusal {
    List<FileSet.Entry> entries = FileSet.of(path).list();
    if (entries.isEmpty()) {
      throw new Refusal(ExitCode.USAGE, FileSet.whyNone(path));
    }
    boolean all = true;
    for (FileSet.Entry entry : entries) {
      all &= infer(entry, setups.apply(entry.path(), entry.name()));
    }
    return all;
  }

  private boolean infer(FileSet.Entry entry, Setup setup) {
    PrintWriter out = spec.commandLine().getOut();
    return switch (FileReading.of(entry.path(), setup)) {
      case Reading.Decided(var settings, String statement, List<String> hints, _) -> {
        List<String> lines = Hocon.of(settings);
        if (output.isJson()) {
          found.add(
              Map.of(
                  "file",
                  entry.path().toString(),
                  "reading",
                  statement,
                  "hints",
                  hints,
                  "settings",
                  String.join("\n", lines)));
        } else {
          out.println(Printable.of("# %s: %s".formatted(entry.path(), statement)));
          hints.forEach(hint -> out.println(Printable.of("# " + hint)));
          lines.forEach(line -> out.println(Printable.of(line)));
        }
        yield true;
      }
      case Reading.Ambiguous(String _, String question) -> refuse(entry, question);
      case Reading.Unreadable(String reason) -> refuse(entry, reason);
    };
  }

  private boolean refuse(FileSet.Entry entry, String reason) {
    found.add(Map.of("file", entry.path().toString(), "problem", reason));
    PrintWriter err = spec.commandLine().getErr();
    err.println(Printable.of("weir: cannot read %s: %s".formatted(entry.path(), reason)));
    return false;
  }
}
