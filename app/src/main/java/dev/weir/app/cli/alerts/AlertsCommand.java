package dev.weir.app.cli.alerts;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.message.Message;
import dev.weir.alerting.message.MessageSettings;
import dev.weir.alerting.silence.Silences;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.AlertFiles;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Printable;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.receiver.ReceiverSettings;
import java.io.PrintWriter;
import java.time.Instant;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir alerts}: what is open, acknowledged or refused; also while the service runs. */
@Command(
    name = "alerts",
    description = "Lists, acknowledges and previews alerts, and sends refused notices again.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AlertsCommand.Ls.class,
      AlertsCommand.Ack.class,
      AlertsCommand.Preview.class,
      RejectedCommand.class
    },
    footer = {"", "Example: weir alerts ls -c weir.conf"})
public final class AlertsCommand extends CommandGroup {

  @Command(
      name = "ls",
      description = "Lists the alerts that are open, as the service last saved them.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir alerts ls -c weir.conf"})
  static final class Ls implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      AlertFiles files = state.files();
      Silences silences = files.silences().read();
      WeirSettings.Alerting alerting = state.alerting();
      Instant now = Clocks.system().wall().instant();
      List<OpenAlert> listed = new ArrayList<>();
      for (Notice notice : files.open()) {
        Alert alert = notice.alert();
        String muted =
            silences
                .find(alerting.routing().labels(alert), now)
                .map(silence -> "suppressed by silence " + silence.id())
                .orElse("");
        String acknowledged =
            silences.acknowledgements().stream()
                .filter(ack -> ack.alert().equals(alert.id()))
                .findFirst()
                .map(ack -> "acknowledged by " + ack.by())
                .orElse("");
        listed.add(new OpenAlert(alert, muted, acknowledged));
      }
      output.list(spec.commandLine().getOut(), listed, OpenAlert::fields, OpenAlert::line);
      return ExitCode.OK;
    }

    private record OpenAlert(Alert alert, String muted, String acknowledged) {

      Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", alert.id());
        fields.put("severity", alert.severity().word());
        fields.put("since", alert.since());
        fields.put("labels", alert.labels());
        fields.put("suppressed", muted);
        fields.put("acknowledged", acknowledged);
        return fields;
      }

      String line() {
        String about =
            alert.labels().getOrDefault("series", alert.labels().getOrDefault("component", ""));
        return "%s  %s  since %s  %s  %s%s"
            .formatted(
                alert.id(), alert.severity().word(), alert.since(), about, muted, acknowledged);
      }
    }
  }

  @Command(
      name = "ack",
      description = "Acknowledges an alert: it is not repeated.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir alerts ack -c weir.conf 7f3a90c1 --note looking"})
  static final class Ack implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The id of an open alert, or how it begins.")
    private String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "What others should know.")
    private String note = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who (default: the user).")
    private Optional<String> by = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      List<String> found =
          state.files().open().stream()
              .map(notice -> notice.alert().id())
              .filter(open -> open.startsWith(id))
              .toList();
      if (found.size() != 1) {
        throw new Refusal(
            ExitCode.USAGE,
            "%d open alerts have an id that begins with '%s'".formatted(found.size(), id));
      }
      Instant now = Clocks.system().wall().instant();
      String who = by.isPresent() ? by.get() : AlertState.user();
      state
          .files()
          .silences()
          .change(
              all -> all.with(new Silences.Acknowledgement(found.getFirst(), who, now, note)), now);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          output.isJson()
              ? Json.write(Map.of("alert", found.getFirst(), "by", who))
              : Printable.of("alert %s is acknowledged by %s".formatted(found.getFirst(), who)));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "preview",
      description = "Prints the text of a message about the open alerts; sends nothing.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir alerts preview -c weir.conf ops"})
  static final class Preview implements Callable<Integer> {

    /** For a receiver that writes no messages of its own. */
    private static final MessageSettings PLAIN = new MessageSettings("", Map.of(), 5);

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "RECEIVER", description = "The name of a receiver.")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      ReceiverSettings receiver = state.receiver(name);
      List<Notice> open =
          state.files().open().stream()
              .filter(notice ->
                  notice.alert().severity().compareTo(receiver.terms().grouping().minimum()) >= 0)
              .toList();
      if (open.isEmpty()) {
        throw new Refusal(
            ExitCode.FAILED, "no alert is open that '%s' would be notified of".formatted(name));
      }
      Notification notification =
          new Notification(
              "preview",
              Map.of(),
              0,
              Notification.Reason.CHANGE,
              open,
              open.size(),
              Instant.EPOCH,
              Clocks.system().wall().instant());
      Message message = Message.of(notification, receiver.message().orElse(PLAIN));
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        out.println(Json.write(Map.of("title", message.title(), "text", message.text())));
      } else {
        out.print(Printable.lines(message.text()));
        out.flush();
      }
      return ExitCode.OK;
    }
  }
}
