package dev.weir.app.cli.alerts;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code weir route}. */
@Command(
    name = "route",
    description = "Shows where alerts go.",
    mixinStandardHelpOptions = true,
    subcommands = RouteCommand.Test.class,
    footer = {"", "Example: weir route test -c weir.conf series=boiler3 severity=critical"})
public final class RouteCommand extends CommandGroup {

  @Command(
      name = "test",
      description = "Says which receivers would be notified of an alert with these labels.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir route test -c weir.conf series=boiler3 severity=critical"})
  static final class Test implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "NAME=VALUE", description = "Labels of the alert.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Routing routing = state.alerting().routing();
      Map<String, String> all = new TreeMap<>(labels);
      all.putIfAbsent(Alert.NAME, "WeirAnomaly");
      all.putIfAbsent(Routing.SEVERITY, "warning");
      Alert.Severity severity = severity(all.getOrDefault(Routing.SEVERITY, ""));
      Map<String, String> known = routing.withRules(all);
      List<Map<String, Object>> found = new ArrayList<>();
      PrintWriter out = spec.commandLine().getOut();
      for (Route route : routing.find(known)) {
        boolean notified = severity.compareTo(route.terms().minimum()) >= 0;
        Map<String, String> group = route.terms().groupOf(known);
        found.add(
            Map.of(
                "receiver",
                route.receiver(),
                "route",
                route.path(),
                "group",
                group,
                "notified",
                notified));
        if (!output.isJson()) {
          String why =
              notified
                  ? "group %s".formatted(group)
                  : "not notified: its lowest severity is " + route.terms().minimum().word();
          out.println(Printable.of("%s  %s  %s".formatted(route.receiver(), route.path(), why)));
        }
      }
      if (output.isJson()) {
        out.println(Json.write(Map.of("labels", known, "routes", found)));
      } else if (found.isEmpty()) {
        out.println("no route takes it");
      }
      return ExitCode.OK;
    }

    private static Alert.Severity severity(String text) throws Refusal {
      for (Alert.Severity severity : Alert.Severity.values()) {
        if (severity.word().equals(text)) {
          return severity;
        }
      }
      throw new Refusal(
          ExitCode.USAGE, "severity is info, warning or critical, and not '%s'".formatted(text));
    }
  }
}
