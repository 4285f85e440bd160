package dev.weir.app.cli.alerts;

import dev.weir.alerting.Notice;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.silence.Silence;
import dev.weir.alerting.silence.Silences;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Implements {@code weir silence}: three verbs change the file of silences, also while the service
 * runs.
 */
@Command(
    name = "silence",
    description = "Mutes alerts for a while.",
    mixinStandardHelpOptions = true,
    subcommands = {SilenceCommand.Add.class, SilenceCommand.Ls.class, SilenceCommand.Expire.class},
    footer = {"", "Example: weir silence add -c weir.conf series=boiler3 --for 2h --comment test"})
public final class SilenceCommand extends CommandGroup {

  private static final int SHORT_ID = 8;

  private static Instant now() {
    return Clocks.system().wall().instant();
  }

  @Command(
      name = "add",
      description = "Adds a silence, and says which open alerts it mutes.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: weir silence add -c weir.conf series=boiler3 --for 2h --comment test"
      })
  static final class Add implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "MATCHERS", description = "Such as 'series=~boiler3'; all must match.")
    private List<String> matchers = new ArrayList<>();

    @Option(
        names = "--for",
        required = true,
        paramLabel = "DURATION",
        description = "For how long.")
    private Duration length = Duration.ZERO;

    @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
    private String comment = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who (default: the user).")
    private Optional<String> by = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      List<Matcher> all = new ArrayList<>();
      Instant now = now();
      Silence silence;
      try {
        for (String text : matchers) {
          all.addAll(Matchers.parse(text));
        }
        String id = UUID.randomUUID().toString();
        String who = by.isPresent() ? by.get() : AlertState.user();
        silence = new Silence(id, all, now, now.plus(length), who, comment);
      } catch (IllegalArgumentException e) {
        throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()));
      }
      state.files().silences().change(silences -> silences.with(silence), now);
      Routing routing = state.alerting().routing();
      List<Notice> muted =
          state.files().open().stream()
              .filter(notice -> Matchers.all(all, routing.labels(notice.alert())))
              .toList();
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        out.println(
            Json.write(
                Map.of(
                    "id",
                    silence.id(),
                    "endsAt",
                    silence.endsAt().toString(),
                    "open",
                    muted.size())));
      } else {
        out.println(
            Printable.of(
                "silence %s until %s; it mutes %d alerts that are open now"
                    .formatted(silence.id(), silence.endsAt(), muted.size())));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "ls",
      description = "Lists the silences in force, or all of the last 120 days.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir silence ls -c weir.conf --all"})
  static final class Ls implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Option(names = "--all", description = "Also those that ended.")
    private boolean ended;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Instant now = now();
      List<Silence> listed =
          state.files().silences().read().silences().stream()
              .filter(silence -> ended || silence.isActive(now))
              .toList();
      output.list(
          spec.commandLine().getOut(),
          listed,
          silence -> fields(silence, now),
          silence -> line(silence, now));
      return ExitCode.OK;
    }

    private static Map<String, Object> fields(Silence silence, Instant now) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", silence.id());
      fields.put("matchers", silence.matchers().stream().map(Matcher::toString).toList());
      fields.put("startsAt", silence.startsAt().toString());
      fields.put("endsAt", silence.endsAt().toString());
      fields.put("createdBy", silence.createdBy());
      fields.put("comment", silence.comment());
      fields.put("active", silence.isActive(now));
      return fields;
    }

    private static String line(Silence silence, Instant now) {
      return "%s  %s  %s  until %s  by %s: %s"
          .formatted(
              silence.id().substring(0, Math.min(SHORT_ID, silence.id().length())),
              silence.isActive(now) ? "active" : "ended",
              silence.matchers(),
              silence.endsAt(),
              silence.createdBy(),
              silence.comment());
    }
  }

  @Command(
      name = "expire",
      description = "Ends silences now.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir silence expire -c weir.conf 7f3a90c1"})
  static final class Expire implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids, or how they begin.")
    private List<String> ids = new ArrayList<>();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Instant now = now();
      for (String id : ids) {
        List<Silence> found =
            state.files().silences().read().silences().stream()
                .filter(silence -> silence.id().startsWith(id) && silence.isActive(now))
                .toList();
        if (found.size() != 1) {
          throw new Refusal(
              ExitCode.USAGE,
              "%d active silences have an id that begins with '%s'".formatted(found.size(), id));
        }
        Silence silence = found.getFirst();
        state.files().silences().change(all -> expire(all, silence, now), now);
        if (!output.isJson()) {
          spec.commandLine().getOut().println("silence %s ended".formatted(silence.id()));
        }
      }
      if (output.isJson()) {
        spec.commandLine().getOut().println(Json.write(Map.of("ended", ids.size())));
      }
      return ExitCode.OK;
    }

    /** One that has not lasted a nanosecond ends one after it began. */
    private static Silences expire(Silences all, Silence silence, Instant now) {
      Instant end = now.isAfter(silence.startsAt()) ? now : silence.startsAt().plusNanos(1);
      return all.with(silence.until(end));
    }
  }
}
