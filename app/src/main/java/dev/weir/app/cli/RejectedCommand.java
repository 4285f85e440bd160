package dev.weir.app.cli;

import dev.weir.alerting.outbox.RejectedReader;
import dev.weir.app.exit.ExitCode;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir alerts rejected}: notices that receivers refused. */
@Command(
    name = "rejected",
    description = "Lists notices that receivers refused, and sends them again.",
    mixinStandardHelpOptions = true,
    subcommands = {RejectedCommand.Ls.class, RejectedCommand.Resend.class},
    footer = {"", "Example: weir alerts rejected ls -c weir.conf"})
final class RejectedCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "ls",
      description = "Lists the refused notices that were not sent again.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir alerts rejected ls -c weir.conf"})
  static final class Ls implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      List<Map<String, Object>> listed = new ArrayList<>();
      for (RejectedReader.Rejected one : state.files().rejected().pending()) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", one.at());
        shown.put("receiver", one.receiver());
        shown.put("reason", one.reason());
        shown.put("notice", one.notice().id());
        listed.add(shown);
        if (!output.isJson()) {
          out.println(
              Printable.of(
                  "%s  %s  %s  %s"
                      .formatted(one.at(), one.receiver(), one.notice().id(), one.reason())));
        }
      }
      if (output.isJson()) {
        out.println(Json.write(listed));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "resend",
      description = "Sends refused notices again, one by one.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir alerts rejected resend -c weir.conf --receiver ops"})
  static final class Resend implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Option(names = "--receiver", paramLabel = "NAME", description = "Only those of one receiver.")
    private Optional<String> receiver = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      RejectedReader rejected = state.files().rejected();
      List<RejectedReader.Rejected> chosen =
          rejected.pending().stream()
              .filter(one -> receiver.map(one.receiver()::equals).orElse(true))
              .toList();
      List<RejectedReader.Rejected> taken =
          AlertsCommand.resend(chosen, state.alerting(), spec.commandLine().getErr());
      rejected.resent(taken);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          output.isJson()
              ? Json.write(Map.of("sent", taken.size(), "refused", chosen.size() - taken.size()))
              : "%d of %d notices were taken".formatted(taken.size(), chosen.size()));
      return taken.size() == chosen.size() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
