package dev.weir.app.cli;

import dev.weir.app.cli.alerts.AlertsCommand;
import dev.weir.app.cli.alerts.RouteCommand;
import dev.weir.app.cli.alerts.SilenceCommand;
import dev.weir.app.cli.output.PrintableWriter;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.exit.LastResort;
import dev.weir.app.service.Service;
import dev.weir.app.service.wiring.StartException;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.monitoring.Printable;
import dev.weir.settings.hocon.ConfigurationException;
import dev.weir.settings.hocon.Redaction;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the commands of the program. */
@Command(
    name = "weir",
    description = "Watches streams of numbers and tells when one behaves unlike itself.",
    version = Service.PROGRAM,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ScoreCommand.class,
      RecommendCommand.class,
      InferCommand.class,
      GenerateCommand.class,
      CheckCommand.class,
      ConfigCommand.class,
      ListCommand.class,
      StatusCommand.class,
      SeriesCommand.class,
      TokenCommand.class,
      CheckpointCommand.class,
      ReplayCommand.class,
      DeadLetterCommand.class,
      RouteCommand.class,
      SilenceCommand.class,
      AlertsCommand.class
    },
    footer = {"", "Example: weir demo --for 30s", "Each verb has --help with an example."})
public final class Weir implements Runnable {

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs a command line; returns the exit code. */
  public static int run(String... args) {
    return run(new FileOutputStream(FileDescriptor.out), args);
  }

  /**
   * Runs a command that writes its data to a stream: standard output would hide failures to write.
   */
  static int run(OutputStream data, String... args) {
    // Numbers read the same in every country.
    Locale.setDefault(Locale.ROOT);
    CommandLine line = new CommandLine(new Weir(data));
    line.setOut(PrintableWriter.to(System.out));
    line.setErr(PrintableWriter.to(System.err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.registerConverter(java.time.Duration.class, Durations::parse);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Weir::handle);
    line.setParameterExceptionHandler(Weir::usage);
    return line.execute(args);
  }

  private final OutputStream data;

  Weir(OutputStream data) {
    this.data = data;
  }

  /** Where data goes that was asked for on standard output. */
  OutputStream data() {
    return data;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int usage(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    say(line.getErr(), List.of(String.valueOf(e.getMessage())), List.of(args));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int handle(Exception e, CommandLine line, CommandLine.ParseResult result) {
    PrintWriter err = line.getErr();
    List<String> words = result.originalArgs();
    return switch (e) {
      case ConfigurationException refused -> {
        err.println("weir: the configuration is refused:");
        refused.problems().forEach(problem -> err.println("  " + Printable.of(problem)));
        yield ExitCode.REFUSED;
      }
      case StartException refused -> {
        say(err, List.of(String.valueOf(refused.getMessage())), words);
        yield refused.exitCode();
      }
      case Refusal refusal -> {
        say(err, refusal.lines(), words);
        yield refusal.exitCode();
      }
      case IOException failure -> {
        say(err, List.of(FileFailure.of(failure)), words);
        yield ExitCode.FAILED;
      }
      default -> {
        LastResort.end(e);
        yield ExitCode.BUG;
      }
    };
  }

  private static void say(PrintWriter err, List<String> lines, List<String> words) {
    String head = "weir: ";
    for (String line : lines) {
      err.println(head + Printable.of(Redaction.address(line, words)));
      head = "";
    }
  }
}
