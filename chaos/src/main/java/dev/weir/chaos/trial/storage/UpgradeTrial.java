package dev.weir.chaos.trial.storage;

import dev.weir.chaos.fault.EarlierState;
import dev.weir.chaos.fault.NewerFormat;
import dev.weir.chaos.feed.Checkpoints;
import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.process.ProcessOutcome;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.AlertInbox;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * F23: the program goes on from the state of each earlier build, and refuses that of a later one.
 * The latter is forged: a checkpoint with a higher version and right checksums.
 */
public final class UpgradeTrial implements Trial {

  private static final int RECORDS = 3_600;
  private static final int REFUSED = 78;
  private static final String IDLE = "700ms";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String DETECTIONS = "detections.jsonl";

  /** The file in which a process notes that it holds the directory. */
  private static final String LOCK = "lock";

  @Override
  public String name() {
    return "F23";
  }

  @Override
  public String what() {
    return "start on the state of each earlier build: it goes on; of a later one: refused,"
        + " untouched";
  }

  @Override
  public int usualRuns() {
    return EarlierState.ALL.size();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Audit.Result oracle = oracle(lab);
    for (int run = 0; run < lab.runs(); run++) {
      EarlierState earlier = EarlierState.ALL.get(run % EarlierState.ALL.size());
      Workspace place = lab.place("from-%s-%d".formatted(earlier.build(), run));
      prepare(place);
      earlier.unpack(place.path(CHECKPOINTS));
      upgrade(lab, place, earlier, oracle, figures);
      for (NewerFormat newer : NewerFormat.values()) {
        downgrade(lab, place, newer, figures);
      }
      figures.ran();
    }
  }

  private static void prepare(Workspace place) throws IOException {
    place.file("readings.csv", EarlierState.rows(RECORDS).stripTrailing());
    place.file("weir.conf", EarlierState.configuration());
  }

  private static ProcessOutcome weir(Lab lab, Workspace place) throws Exception {
    WeirProcess.Start how = WeirProcess.Start.in(place);
    return how.withJava(how.javaOptions() + " " + lab.javaOptions())
        .run("run", "-c", "weir.conf", "--until-idle", IDLE, "--output", "json");
  }

  /** Returns the detections of this build for the whole file. */
  private static Audit.Result oracle(Lab lab) throws Exception {
    Workspace place = lab.place("oracle");
    prepare(place);
    return result(place, weir(lab, place).endedWith(0).report());
  }

  private static Audit.Result result(Workspace place, ServiceReport report) throws IOException {
    return new Audit.Result(
        Detections.read(place.path(DETECTIONS)),
        report,
        new Checkpoints(place.path(CHECKPOINTS)).stateHash().orElse("none"),
        new AlertInbox());
  }

  private static void upgrade(
      Lab lab, Workspace place, EarlierState earlier, Audit.Result oracle, TrialFigures figures)
      throws Exception {
    ProcessOutcome outcome = weir(lab, place);
    if (outcome.exitCode() != 0) {
      figures.broken(
          "the state of build %s is refused with %d: %s"
              .formatted(earlier.build(), outcome.exitCode(), outcome.err()));
      return;
    }
    Audit.Result mine = result(place, outcome.report());
    Map<String, String> expected = oracle.detections().byId();
    long read = mine.detections().byId().size();
    long different =
        mine.detections().byId().entrySet().stream()
            .filter(one -> !one.getValue().equals(expected.get(one.getKey())))
            .count();
    promise(
        figures,
        read == RECORDS - EarlierState.READ,
        "%d detections after the upgrade, not %d".formatted(read, RECORDS - EarlierState.READ));
    promise(figures, different == 0, "G1: %d detections say something else".formatted(different));
    promise(
        figures,
        mine.stateHash().equals(oracle.stateHash()),
        "G1: what was learnt differs after the upgrade");
    promise(
        figures,
        mine.report().counted().equals(oracle.report().counted()),
        "G1: what was counted differs: %s and %s"
            .formatted(mine.report().counted(), oracle.report().counted()));
    figures.count("states_taken_over", 1);
  }

  private static void downgrade(Lab lab, Workspace from, NewerFormat newer, TrialFigures figures)
      throws Exception {
    Workspace place = lab.place("%s-%s".formatted(from.directory().getFileName(), newer.name()));
    prepare(place);
    copy(from.path(CHECKPOINTS), place.path(CHECKPOINTS));
    Checkpoints checkpoints = new Checkpoints(place.path(CHECKPOINTS));
    for (Path file : checkpoints.files()) {
      newer.forge(file);
    }
    Path newest = checkpoints.files().getLast();
    int version = NewerFormat.versionOf(newest);
    Map<String, String> before = contents(place.path(CHECKPOINTS));
    ProcessOutcome outcome = weir(lab, place);
    figures.count("newer_states", 1);
    promise(
        figures,
        outcome.exitCode() == REFUSED,
        "F23: a newer format, %s, ends with %d".formatted(newer, outcome.exitCode()));
    boolean namesBoth =
        outcome
            .err()
            .lines()
            .anyMatch(line -> line.matches(".*\\b1\\b.*") && line.matches(".*\\b2\\b.*"));
    promise(figures, namesBoth, "F23: the refusal does not name both versions: " + outcome.err());
    Map<String, String> after = contents(place.path(CHECKPOINTS));
    promise(
        figures,
        after.equals(before),
        "F23: files of a newer format, %s, were touched: %s became %s"
            .formatted(newer, before.keySet(), after.keySet()));
    lab.say("version %d of %s: ended with %d".formatted(version, newer, outcome.exitCode()));
  }

  private static void promise(TrialFigures figures, boolean kept, String otherwise) {
    if (!kept) {
      figures.broken(otherwise);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Every file below a directory by its path, with its bytes. */
  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (!name.equals(LOCK)) {
          contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }
}
