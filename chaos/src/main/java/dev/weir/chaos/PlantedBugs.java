package dev.weir.chaos;

import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.files.Rotation;
import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.Visits;
import dev.weir.chaos.trial.connection.AlertMomentTrial;
import dev.weir.chaos.trial.connection.TrimTrial;
import dev.weir.chaos.trial.ingest.IngestKillTrial;
import dev.weir.chaos.trial.ingest.IngestPowerTrial;
import dev.weir.chaos.trial.process.HistoryTrial;
import dev.weir.chaos.trial.process.KillTrial;
import dev.weir.chaos.trial.series.NeighbourTrial;
import dev.weir.chaos.trial.series.QuarantineTrial;
import dev.weir.chaos.trial.series.SlowFitTrial;
import dev.weir.chaos.trial.storage.FlipTrial;
import dev.weir.chaos.trial.storage.OutboxDamageTrial;
import dev.weir.chaos.trial.storage.PowerLossTrial;
import dev.weir.chaos.trial.storage.SyscallFailureTrial;
import dev.weir.chaos.trial.storage.SyscallKillTrial;
import dev.weir.chaos.trial.storage.UpgradeTrial;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bugs that a program of this kind may have, each planted into the program under trial, with the
 * trial that has to notice it and the number of runs within which it must.
 */
final class PlantedBugs {

  /** A bug, and how it is looked for. */
  private record Hunt(PlantedFault bug, Trial trial, Feed.Kind source, int runs, Visits visits) {

    Hunt(PlantedFault bug, Trial trial, Feed.Kind source, int runs) {
      this(bug, trial, source, runs, Visits.USUAL);
    }
  }

  /** How a trial ends what it says if it could not make its fault: that is not a catch. */
  private static final String PROVES_NOTHING = "proves nothing";

  private static final Duration OF_N1 = Duration.ofSeconds(30);

  /** A new file gets the name of the one before; there is no other source. */
  private static final Visits SAME_NAME =
      new Visits(
          Optional.empty(),
          true,
          EnumSet.of(Rotation.RENAME_BESIDE, Rotation.RENAME_DATED, Rotation.COPY_TRUNCATE),
          false);

  private static final List<Hunt> HUNTS =
      List.of(
          new Hunt(PlantedFault.ACK_EARLY, new KillTrial(), Feed.Kind.REDIS, 4),
          new Hunt(PlantedFault.ACK_NEWEST, new KillTrial(), Feed.Kind.REDIS, 4),
          new Hunt(PlantedFault.NO_FSYNC, new PowerLossTrial(), Feed.Kind.REDIS, 6),
          new Hunt(PlantedFault.NO_DIRSYNC, new PowerLossTrial(), Feed.Kind.REDIS, 10),
          new Hunt(PlantedFault.NO_CRC, new FlipTrial(), Feed.Kind.REDIS, 4),
          new Hunt(PlantedFault.IN_PLACE_WRITE, new SyscallKillTrial(), Feed.Kind.REDIS, 4),
          new Hunt(PlantedFault.RETRY_FSYNC, new SyscallFailureTrial(), Feed.Kind.REDIS, 2),
          new Hunt(PlantedFault.DROP_ON_FULL, new KillTrial(), Feed.Kind.FILE, 4),
          new Hunt(PlantedFault.CURSOR_BEFORE_SEND, new AlertMomentTrial(), Feed.Kind.FILE, 6),
          new Hunt(PlantedFault.TRAIN_ANYTIME, new KillTrial(), Feed.Kind.FILE, 4),
          new Hunt(PlantedFault.SILENCE_UNHEARD, new KillTrial(), Feed.Kind.FILE, 12),
          new Hunt(PlantedFault.HISTORY_AGAIN, new HistoryTrial(), Feed.Kind.FILE, 6),
          new Hunt(PlantedFault.QUARANTINE_FORGOTTEN, new QuarantineTrial(), Feed.Kind.FILE, 1),
          new Hunt(PlantedFault.REQUEST_FORGOTTEN, new SlowFitTrial(), Feed.Kind.FILE, 2),
          new Hunt(PlantedFault.BUDGET_FORGOTTEN, new UpgradeTrial(), Feed.Kind.FILE, 1),
          new Hunt(PlantedFault.OUTBOX_BELOW_CURSOR, new OutboxDamageTrial(), Feed.Kind.FILE, 4),
          new Hunt(PlantedFault.GAP_UNCOUNTED, new TrimTrial(), Feed.Kind.REDIS, 5),
          new Hunt(
              PlantedFault.INTERRUPT_SHARED_SINK,
              new NeighbourTrial().lasting(OF_N1),
              Feed.Kind.FILE,
              1),
          new Hunt(PlantedFault.FILE_BY_NAME, new KillTrial(), Feed.Kind.ROTATED, 8, SAME_NAME),
          new Hunt(PlantedFault.NEWER_IS_DAMAGED, new UpgradeTrial(), Feed.Kind.FILE, 1),
          new Hunt(PlantedFault.JOURNAL_UNFORCED, new IngestPowerTrial(), Feed.Kind.FILE, 1),
          new Hunt(PlantedFault.KEYS_FORGOTTEN, new IngestKillTrial(), Feed.Kind.FILE, 2));

  private final long seed;
  private final Path directory;
  private final List<Map<String, Object>> reports = new ArrayList<>();

  PlantedBugs(long seed, Path directory) {
    this.seed = seed;
    this.directory = directory;
  }

  /** Hunts those whose names are given, or all; returns how many were not caught. */
  int hunt(List<String> names, PrintWriter out) throws Exception {
    int caught = 0;
    List<Hunt> chosen =
        HUNTS.stream()
            .filter(hunt -> names.isEmpty() || names.contains(hunt.bug().text()))
            .toList();
    out.printf("%-20s %-6s %-8s %s%n", "planted", "trial", "", "first broken promise");
    for (Hunt hunt : chosen) {
      String catchOf = hunt(hunt);
      caught += catchOf.isEmpty() ? 0 : 1;
      out.printf(
          "%-20s %-6s %-8s %s%n",
          hunt.bug().text(), hunt.trial().name(), catchOf.isEmpty() ? "MISSED" : "caught", catchOf);
    }
    out.printf("%d of %d caught%n", caught, chosen.size());
    return chosen.size() - caught;
  }

  /** Returns the first promise that the trial found broken; empty if it found none. */
  private String hunt(Hunt hunt) throws Exception {
    String name = hunt.bug().text() + "-" + hunt.trial().name();
    Path place = Files.createDirectories(directory.resolve(name));
    String option = AgentJar.option(place.resolve("agent.jar"), hunt.bug());
    TrialFigures figures = new TrialFigures();
    try (PrintStream log = new PrintStream(Files.newOutputStream(place.resolve("log.txt")), true)) {
      Lab lab =
          new Lab(
              seed, hunt.runs(), hunt.source(), new Workspace(place), option, log, hunt.visits());
      if (hunt.trial().impossible().isEmpty()) {
        hunt.trial().run(lab, figures);
      }
    } catch (AssertionError e) {
      figures.broken("it broke down: " + e.getMessage());
    }
    String first =
        figures.brokenPromises().stream()
            .filter(promise -> !promise.endsWith(PROVES_NOTHING))
            .findFirst()
            .flatMap(promise -> promise.lines().findFirst())
            .orElse("");
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("planted", hunt.bug().text());
    report.put("trial", hunt.trial().name());
    report.put("seed", seed);
    report.put("caught", !first.isEmpty());
    report.putAll(figures.toMap());
    reports.add(report);
    return first;
  }

  List<Map<String, Object>> reports() {
    return reports;
  }
}
