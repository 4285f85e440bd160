package dev.weir.app.cli;

import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.connectors.console.ClosedPipe;
import dev.weir.connectors.file.sink.DeadLetterFile;
import dev.weir.connectors.file.sink.StoredLetter;
import dev.weir.monitoring.Printable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code weir deadletter}: four verbs, each with its options, on one choice of letters. */
@Command(
    name = "deadletter",
    description = "Looks at the records that could not be read, and gives them back.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir deadletter ls data/dead-letters.jsonl"})
final class DeadLetterCommand extends CommandGroup {

  private static final String FILE = "The file of dead letters (weir.dead-letters.path).";
  private static final int SHORT_ID = 12;
  private static final int SHORT_HEAD = 60;
  private static final int SHORTEST_PREFIX = 4;

  @ParentCommand private Weir weir = new Weir(OutputStream.nullOutputStream());

  /** Which letters. */
  static final class Selection {
    @Option(
        names = "--pipeline",
        paramLabel = "NAME",
        description = "Only of the source of this name.")
    private Optional<String> pipeline = Optional.empty();

    @Option(
        names = "--reason",
        paramLabel = "CODE",
        description = "Only with this reason, such as not_a_number.")
    private Optional<String> reason = Optional.empty();

    boolean matches(StoredLetter letter) {
      return pipeline.map(letter.pipeline()::equals).orElse(true)
          && reason.map(letter.reason()::equals).orElse(true);
    }
  }

  @Command(
      name = "ls",
      description = "Lists dead letters, the oldest first.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir deadletter ls data/dead-letters.jsonl --reason not_a_number"})
  int ls(
      @Parameters(paramLabel = "FILE", description = FILE) Path file,
      @Mixin Selection selection,
      @Mixin OutputOption output)
      throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    PrintWriter out = spec().commandLine().getOut();
    read(
        file,
        letter -> {
          if (selection.matches(letter)) {
            if (output.isJson()) {
              rows.add(summary(letter));
            } else {
              out.println(line(letter));
            }
          }
        });
    if (output.isJson()) {
      out.println(Json.write(rows));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Shows all there is of a dead letter.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir deadletter show data/dead-letters.jsonl 3f2a9c01b7e4"})
  int show(
      @Parameters(paramLabel = "FILE", description = FILE) Path file,
      @Parameters(paramLabel = "ID", description = "Its id, or how that begins.") String id,
      @Mixin OutputOption output)
      throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    Predicate<StoredLetter> wanted = anyOf(List.of(id));
    read(
        file,
        letter -> {
          if (wanted.test(letter)) {
            Map<String, Object> row = summary(letter);
            letter.record().ifPresent(record -> row.put("record", Printable.escaped(text(record))));
            rows.add(row);
          }
        });
    if (rows.isEmpty()) {
      throw new Refusal(ExitCode.FAILED, "no dead letter in %s begins with %s".formatted(file, id));
    }
    PrintWriter out = spec().commandLine().getOut();
    if (output.isJson()) {
      out.println(Json.write(rows));
    } else {
      for (Map<String, Object> row : rows) {
        row.forEach((key, value) -> out.println("%-9s %s".formatted(key, value)));
      }
    }
    return ExitCode.OK;
  }

  @Command(
      name = "replay",
      description = {
        "Gives the records back as they came, one a line, so that they can be read again: by a file"
            + " or stdin source, after what was wrong is mended. Records that were cut or longer"
            + " than 64 KiB are not whole and are left out; the exit code is then 1."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: weir deadletter replay data/dead-letters.jsonl --header timestamp,value --to in.csv"
      })
  int replay(
      @Parameters(paramLabel = "FILE", description = FILE) Path file,
      @Option(
              names = "--to",
              paramLabel = "PATH",
              defaultValue = "-",
              description = "A new file, or - for standard output (default: ${DEFAULT-VALUE}).")
          String to,
      @Option(
              names = "--header",
              paramLabel = "LINE",
              description = "A line to write first: the header of CSV, which no record has.")
          Optional<String> header,
      @Mixin Selection selection,
      @Mixin OutputOption output)
      throws Exception {
    long[] counts = {0, 0};
    boolean toData = to.equals("-");
    try (OutputStream out = new BufferedOutputStream(toData ? weir.data() : create(to))) {
      if (header.isPresent()) {
        out.write((header.get() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      read(
          file,
          letter -> {
            if (selection.matches(letter)) {
              counts[letter.record().isPresent() ? 0 : 1]++;
              if (letter.record().isPresent()) {
                out.write(letter.record().get());
                out.write('\n');
              }
            }
          });
    } catch (IOException e) {
      if (!toData || !ClosedPipe.is(e)) {
        throw e;
      }
      return ExitCode.READER_GONE;
    }
    PrintWriter report = toData ? spec().commandLine().getErr() : spec().commandLine().getOut();
    report.println(
        output.isJson()
            ? Json.write(Map.of("replayed", counts[0], "not_whole", counts[1]))
            : "%,d records are given back; %,d are not whole".formatted(counts[0], counts[1]));
    return counts[1] == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  @Command(
      name = "drop",
      description = "Deletes dead letters. No service may be writing to the file.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir deadletter drop data/dead-letters.jsonl --older-than 7d"})
  int drop(
      @Parameters(paramLabel = "FILE", description = FILE) Path file,
      @Parameters(
              paramLabel = "ID",
              arity = "0..*",
              description = "Those whose ids begin like this.")
          List<String> ids,
      @Option(names = "--all", description = "All of them.") boolean all,
      @Option(
              names = "--older-than",
              paramLabel = "D",
              description = "Those that were written longer ago.")
          Optional<Duration> olderThan,
      @Mixin OutputOption output)
      throws Exception {
    boolean some = ids != null && !ids.isEmpty();
    if (!all && !some && olderThan.isEmpty()) {
      throw new Refusal(ExitCode.USAGE, "say which: ids, --older-than, or --all");
    }
    Optional<Instant> before = olderThan.map(Clocks.system().wall().instant()::minus);
    Predicate<StoredLetter> which = anyOf(some ? ids : List.of());
    long dropped;
    try {
      dropped =
          open(file)
              .drop(letter ->
                  all || which.test(letter) || before.map(letter.at()::isBefore).orElse(false));
    } catch (DeadLetterFile.InUseException e) {
      throw new Refusal(ExitCode.LOCKED, e.getMessage() + "; stop it first");
    }
    spec()
        .commandLine()
        .getOut()
        .println(
            output.isJson()
                ? Json.write(Map.of("dropped", dropped))
                : "%,d dead letters are deleted".formatted(dropped));
    return ExitCode.OK;
  }

  private static Predicate<StoredLetter> anyOf(List<String> ids) throws Refusal {
    for (String id : ids) {
      if (id.length() < SHORTEST_PREFIX) {
        throw new Refusal(
            ExitCode.USAGE, "an id has at least %d characters".formatted(SHORTEST_PREFIX));
      }
    }
    return letter -> ids.stream().anyMatch(letter.id()::startsWith);
  }

  private static Map<String, Object> summary(StoredLetter letter) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", letter.id());
    row.put("at", letter.at().toString());
    row.put("pipeline", Printable.escaped(letter.pipeline()));
    row.put("position", Printable.escaped(letter.position()));
    row.put("reason", letter.reason());
    row.put("detail", Printable.escaped(letter.detail()));
    row.put("whole", letter.record().isPresent());
    letter.record().ifPresent(record -> row.put("bytes", record.length));
    row.put("head", Printable.escaped(letter.head()));
    return row;
  }

  private static String line(StoredLetter letter) {
    String head = Printable.escaped(letter.head());
    return "%s  %s  %-14s %-9s %s %s  %s"
        .formatted(
            letter.id().length() <= SHORT_ID ? letter.id() : letter.id().substring(0, SHORT_ID),
            letter.at(),
            letter.reason(),
            letter.record().isPresent() ? "whole" : "not whole",
            Printable.escaped(letter.pipeline()),
            Printable.escaped(letter.position()),
            head.length() <= SHORT_HEAD ? head : head.substring(0, SHORT_HEAD) + "...");
  }

  private static String text(byte[] record) {
    return new String(record, StandardCharsets.UTF_8);
  }

  private static OutputStream create(String path) throws Refusal, IOException {
    Path file = Path.of(path);
    if (Files.exists(file)) {
      throw new Refusal(ExitCode.USAGE, "%s is there already; name a new file".formatted(file));
    }
    return Files.newOutputStream(file);
  }

  private static DeadLetterFile open(Path file) throws Refusal {
    if (!Files.exists(file)) {
      throw new Refusal(ExitCode.USAGE, "there are no dead letters at " + file);
    }
    if (Files.isDirectory(file)) {
      throw new Refusal(
          ExitCode.USAGE, "%s is a directory; name the file of dead letters".formatted(file));
    }
    return new DeadLetterFile(file);
  }

  private void read(Path file, DeadLetterFile.Taker taker) throws Refusal, IOException {
    try {
      long unreadable = open(file).read(taker);
      if (unreadable > 0) {
        spec()
            .commandLine()
            .getErr()
            .println(
                Printable.of(
                    "weir: %,d lines of %s do not hold a dead letter".formatted(unreadable, file)));
      }
    } catch (NoSuchFileException e) {
      throw new Refusal(ExitCode.USAGE, "there are no dead letters at " + file);
    }
  }
}
