package dev.weir.chaos;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.files.Rotation;
import dev.weir.chaos.process.Archive;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.Visits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/chaos}: makes faults on real processes and tells what came of it. */
@Command(
    name = "chaos",
    description =
        "Makes faults on real processes of Weir and holds what they do against an oracle.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 all promises kept, 1 one broken, 2 usage, 4 a trial is impossible here.",
      "Example: bin/chaos --trial F1 --runs 20 --report target/f1.json"
    })
public final class Chaos implements Callable<Integer> {

  private static final int BROKEN = 1;
  private static final int USAGE = 2;
  private static final int IMPOSSIBLE = 4;

  /** Runs from which on it pays to make starts quicker. */
  private static final int MANY = 20;

  @Option(
      names = "--trial",
      split = ",",
      paramLabel = "NAME",
      description = "Trials to make, such as F1 or F1,F9, or all; with --planted, bugs to plant.")
  private List<String> trials = List.of();

  @Option(names = "--list", description = "Say which trials there are.")
  private boolean list;

  @Option(
      names = "--planted",
      description = "Plant each known bug and show which trial catches it.")
  private boolean planted;

  @Option(names = "--runs", paramLabel = "N", description = "How often the fault is made.")
  private Optional<Integer> runs = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each run of a trial lasts that goes by time (N1).")
  private Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything that is left to chance; another one each time by default.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "KIND",
      defaultValue = "redis",
      description = "Where trials of every source read: redis, file or rotated (files).")
  private Feed.Kind source = Feed.Kind.REDIS;

  @Option(
      names = "--beside",
      paramLabel = "KIND",
      defaultValue = "other",
      description =
          "The other source in the process, of trials that have one: redis, file, rotated, none;"
              + " by default one of another kind.")
  private String beside = "other";

  @Option(
      names = "--rotations",
      split = ",",
      paramLabel = "NAME",
      description =
          "How rotated files are rotated, of ${COMPLETION-CANDIDATES}; by default"
              + " ${DEFAULT-VALUE}.")
  private Set<Rotation> rotations = Visits.USUAL.rotations();

  @Option(
      names = "--changes",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether settings change between the lives of a process.")
  private boolean changes = true;

  @Option(names = "--report", paramLabel = "FILE", description = "Write all figures as JSON.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Work there and keep what is left; a temporary directory by default.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Random trials: how long, such as 2h or 90s; 10m unless --runs is given.")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--shrink",
      paramLabel = "DURATION",
      description = "Random trials: longest time to make a failure smaller, 4m by default.")
  private Optional<String> shrinking = Optional.empty();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "PART",
      description = "Random trials: parts left out of what is drawn, as a failure names them.")
  private List<String> without = List.of();

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final List<Map<String, Object>> reports = new ArrayList<>();

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    // A user who stops the trials wants their processes to end as well.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() ->
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    System.exit(
        new CommandLine(new Chaos())
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      Trials.ALL.forEach(trial ->
          out.printf("%-4s %4d runs  %s%n", trial.name(), trial.usualRuns(), trial.what()));
      RandomRun.list(out);
      return 0;
    }
    if (trials.stream().anyMatch(RandomRun.NAMES::contains)) {
      return random(out);
    }
    if (planted) {
      PlantedBugs bugs = new PlantedBugs(chosenSeed(), base());
      int missed = bugs.hunt(trials, out);
      reports.addAll(bugs.reports());
      write();
      return missed == 0 ? 0 : BROKEN;
    }
    List<Trial> chosen = chosen();
    if (chosen.isEmpty()) {
      spec.commandLine().usage(spec.commandLine().getErr());
      return USAGE;
    }
    Path base = base();
    out.println(TrialFigures.HEADER);
    int code = 0;
    for (Trial trial : chosen) {
      Trial lasting = seconds.map(n -> trial.lasting(Duration.ofSeconds(n))).orElse(trial);
      code = worse(code, run(lasting, base, out));
    }
    return code;
  }

  private int random(PrintWriter out) throws Exception {
    int code = 0;
    for (String trial : trials) {
      RandomRun run = new RandomRun(trial, runs, time, shrinking, without);
      code = worse(code, run.play(chosenSeed(), base(), out) == 0 ? 0 : BROKEN);
      reports.add(run.report());
      write();
    }
    return code;
  }

  /** A broken promise says more than a trial that could not be made. */
  private static int worse(int one, int other) {
    return one == BROKEN || other == BROKEN ? BROKEN : Math.max(one, other);
  }

  private Path base() throws IOException {
    return directory.isPresent()
        ? Files.createDirectories(directory.get()).toRealPath()
        : Files.createTempDirectory("weir-chaos-").toRealPath();
  }

  private long chosenSeed() {
    return seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000_000));
  }

  private List<Trial> chosen() {
    if (trials.contains("all")) {
      return Trials.ALL;
    }
    return trials.stream()
        .map(name ->
            Trials.named(name)
                .orElseThrow(() ->
                    new CommandLine.ParameterException(
                        spec.commandLine(), "there is no trial " + name + "; see --list")))
        .toList();
  }

  private int run(Trial trial, Path base, PrintWriter out) throws Exception {
    long chosenSeed = chosenSeed();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", trial.name());
    json.put("what", trial.what());
    json.put("seed", chosenSeed);
    json.put("source", source.name().toLowerCase(Locale.ROOT));
    reports.add(json);
    if (!trial.impossible().isEmpty()) {
      out.printf("%-6s impossible here: %s%n", trial.name(), trial.impossible());
      json.put("verdict", "impossible here: " + trial.impossible());
      write();
      return IMPOSSIBLE;
    }
    long start = System.nanoTime();
    Path place = Files.createDirectories(base.resolve(trial.name() + "-" + chosenSeed));
    Lab plain =
        new Lab(
            chosenSeed,
            runs.orElse(trial.usualRuns()),
            source,
            new Workspace(place),
            "",
            System.err,
            visits());
    Lab lab = plain.runs() < MANY ? plain : plain.with(Archive.option(plain.place("archive")));
    lab.say("%s: %s; --seed %d".formatted(trial.name(), trial.what(), chosenSeed));
    TrialFigures figures = new TrialFigures();
    trial.run(lab, figures);
    out.println(figures.row(trial.name(), source.name().toLowerCase(Locale.ROOT)));
    json.putAll(figures.toMap());
    json.put("seconds", Duration.ofNanos(System.nanoTime() - start).toSeconds());
    write();
    if (!figures.kept()) {
      figures.brokenPromises().forEach(promise -> lab.say("broken: " + promise));
      lab.say("what was left is in " + place);
    } else if (directory.isEmpty()) {
      lab.directory().delete();
    }
    return figures.kept() ? 0 : BROKEN;
  }

  private Visits visits() {
    Optional<Feed.Kind> kind =
        switch (beside.toLowerCase(Locale.ROOT)) {
          case "other", "none" -> Optional.empty();
          default -> Optional.of(Feed.Kind.valueOf(beside.toUpperCase(Locale.ROOT)));
        };
    return new Visits(kind, beside.equalsIgnoreCase("none"), rotations, changes);
  }

  private void write() throws Exception {
    if (report.isPresent()) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(report.get(), mapper.writeValueAsString(reports) + "\n");
    }
  }
}
