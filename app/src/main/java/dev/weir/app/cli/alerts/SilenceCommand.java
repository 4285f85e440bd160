package dev.weir.app.cli.alerts;

import dev.weir.alerting.Notice;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.silence.Silence;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.report.SilencesJson;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Implements {@code weir silence}: four verbs change the file of silences, also while the service
 * runs.
 */
@Command(
    name = "silence",
    description = "Mutes alerts for a while.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SilenceCommand.Add.class,
      SilenceCommand.Ls.class,
      SilenceCommand.Edit.class,
      SilenceCommand.Expire.class
    },
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

    @Mixin private WindowOptions window = new WindowOptions();

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
        silence = new Silence(id, all, now, now.plus(length), window.window(), who, comment);
      } catch (IllegalArgumentException e) {
        throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()));
      }
      state.files().silences().change(silences -> silences.with(silence), now);
      Routing routing = state.alerting().routing();
      List<Notice> muted =
          state.files().open().stream()
              .filter(_ -> silence.isActive(now))
              .filter(notice -> Matchers.all(all, routing.labels(notice.alert())))
              .toList();
      PrintWriter out = spec.commandLine().getOut();
      if (output.isJson()) {
        out.println(
            Json.write(
                Map.of(
                    "id",
                    silence.id(),
                    "ends_at",
                    silence.endsAt().toString(),
                    "open_alerts_muted",
                    muted.size())));
      } else {
        out.println(
            Printable.of(
                "silence %s until %s%s; it mutes %d alerts that are open now"
                    .formatted(silence.id(), silence.endsAt(), within(silence), muted.size())));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "ls",
      description = "Lists the silences in force and those to come, or all of the last 120 days.",
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
              .filter(silence -> ended || silence.state(now) != Silence.State.ENDED)
              .toList();
      output.list(
          spec.commandLine().getOut(),
          listed,
          silence -> SilencesJson.fields(silence, now),
          silence -> line(silence, now));
      return ExitCode.OK;
    }

    private static String line(Silence silence, Instant now) {
      return "%s  %s  %s  until %s%s  by %s: %s"
          .formatted(
              silence.id().substring(0, Math.min(SHORT_ID, silence.id().length())),
              silence.state(now).word(),
              silence.matchers(),
              silence.endsAt(),
              within(silence),
              silence.createdBy(),
              silence.comment());
    }
  }

  @Command(
      name = "edit",
      description = "Changes the end or the comment of a silence.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir silence edit -c weir.conf 7f3a90c1 --for 4h"})
  static final class Edit implements Callable<Integer> {

    @Mixin private AlertState state = new AlertState();

    @Mixin private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "An id, or how it begins.")
    private String id = "";

    @Option(names = "--for", paramLabel = "DURATION", description = "For how long from now.")
    private Optional<Duration> length = Optional.empty();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private Optional<String> comment = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Instant now = now();
      if (length.isEmpty() && comment.isEmpty()) {
        throw new Refusal(ExitCode.USAGE, "give --for or --comment");
      }
      Silence silence = named(state, id, now);
      Silence longer = length.map(each -> silence.until(now.plus(each))).orElse(silence);
      Silence changed = comment.map(longer::because).orElse(longer);
      state.files().silences().change(all -> all.with(changed), now);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          output.isJson()
              ? Json.write(SilencesJson.fields(changed, now))
              : Printable.of(
                  "silence %s until %s: %s"
                      .formatted(changed.id(), changed.endsAt(), changed.comment())));
      return ExitCode.OK;
    }
  }

  /** The only silence that has not ended and whose id begins so. */
  private static Silence named(AlertState state, String id, Instant now) throws Exception {
    List<Silence> found =
        state.files().silences().read().silences().stream()
            .filter(silence -> silence.id().startsWith(id))
            .filter(silence -> silence.state(now) != Silence.State.ENDED)
            .toList();
    if (found.size() != 1) {
      throw new Refusal(
          ExitCode.USAGE,
          "%d silences in force or to come have an id that begins with '%s'"
              .formatted(found.size(), id));
    }
    return found.getFirst();
  }

  private static String within(Silence silence) {
    return silence.window().map(window -> ", on " + window.text()).orElse("");
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
        Silence silence = named(state, id, now);
        state.files().silences().change(all -> all.with(silence.until(now)), now);
        if (!output.isJson()) {
          spec.commandLine().getOut().println("silence %s ended".formatted(silence.id()));
        }
      }
      if (output.isJson()) {
        spec.commandLine().getOut().println(Json.write(Map.of("ended", ids.size())));
      }
      return ExitCode.OK;
    }
  }
}
