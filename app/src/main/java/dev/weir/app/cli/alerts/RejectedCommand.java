package dev.weir.app.cli.alerts;

import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.outbox.RejectedReader;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.AlertFiles;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
final class RejectedCommand extends CommandGroup {

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
      output.list(
          spec.commandLine().getOut(),
          state.files().rejected().pending(),
          Ls::fields,
          one ->
              "%s  %s  %s  %s"
                  .formatted(one.at(), one.receiver(), one.notice().id(), one.reason()));
      return ExitCode.OK;
    }

    private static Map<String, Object> fields(RejectedReader.Rejected one) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", one.at());
      fields.put("receiver", one.receiver());
      fields.put("reason", one.reason());
      fields.put("notice", one.notice().id());
      return fields;
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
      List<RejectedReader.Rejected> taken = resend(chosen);
      rejected.resent(taken);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          output.isJson()
              ? Json.write(Map.of("sent", taken.size(), "refused", chosen.size() - taken.size()))
              : "%d of %d notices were taken".formatted(taken.size(), chosen.size()));
      return taken.size() == chosen.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Sends refused notices again, one by one; returns those that were taken. */
    private List<RejectedReader.Rejected> resend(List<RejectedReader.Rejected> notices)
        throws Exception {
      PrintWriter err = spec.commandLine().getErr();
      List<RejectedReader.Rejected> taken = new ArrayList<>();
      Map<String, Notifier> notifiers = new LinkedHashMap<>();
      // A receiver that is gone is refused before any notice is sent.
      for (RejectedReader.Rejected one : notices) {
        if (!notifiers.containsKey(one.receiver())) {
          notifiers.put(one.receiver(), AlertFiles.notifier(state.receiver(one.receiver())));
        }
      }
      for (RejectedReader.Rejected one : notices) {
        Notifier notifier = Objects.requireNonNull(notifiers.get(one.receiver()));
        Instant now = Clocks.system().wall().instant();
        String problem =
            switch (notifier.deliver(Notification.ungrouped(List.of(one.notice()), now), 1)) {
              case Notifier.Delivery.Delivered() -> "";
              case Notifier.Delivery.RetryAfter(var _, String reason) -> reason;
              case Notifier.Delivery.Rejected(String reason) -> reason;
              case Notifier.Delivery.PartlyRejected(var _, String reason) -> reason;
            };
        if (problem.isEmpty()) {
          taken.add(one);
        } else {
          err.println(
              "weir: "
                  + Printable.of(
                      "receiver '%s' did not take %s: %s"
                          .formatted(one.receiver(), one.notice().id(), problem)));
        }
      }
      return taken;
    }
  }
}
