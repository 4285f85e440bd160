package dev.weir.chaos.trial.process;

import dev.weir.chaos.feed.Checkpoints;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * F1h: kill -9 while a history is read, and some times after. How long the history has to be so
 * that the kills hit it follows from how fast one is read here.
 */
public final class HistoryTrial implements Trial {

  private static final String BEGINS = "starts at record";
  private static final int KILLS_PER_ROUND = 20;
  private static final int LONGEST_START_MILLIS = 2_000;
  private static final int LONGEST_WORK_MILLIS = 800;
  private static final int MEASURED = 100_000;
  private static final int LONGEST_HISTORY = 1_000_000;

  /** So many seconds of a history for each life: then a good half of them end in it. */
  private static final double SECONDS_EACH = 0.35;

  /** Enough for a checkpoint in it, and some more. */
  private static final double SHORTEST_SECONDS = 2.5;

  /** From when on a process may be killed. */
  private enum Moment {
    SAVED,
    READING,
    STARTING
  }

  private static final List<Moment> MOMENTS = List.of(Moment.values());

  @Override
  public String name() {
    return "F1h";
  }

  @Override
  public String what() {
    return "kill -9 while a history is read, before the source is, and after";
  }

  @Override
  public int usualRuns() {
    return 20;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(101);
    try (RedisServer server = lab.redis()) {
      long speed = speed(lab, server);
      int kills = Math.min(KILLS_PER_ROUND, lab.runs());
      double seconds = Math.max(SHORTEST_SECONDS, SECONDS_EACH * kills);
      int history = (int) Math.min(LONGEST_HISTORY, Math.round(speed * seconds));
      figures.detail("history_per_second", speed);
      figures.detail("history_records", history);
      lab.say("a history of %d records, %d read a second".formatted(history, speed));
      new Rounds(lab, figures)
          .play(
              KILLS_PER_ROUND,
              TrialSettings.USUAL.with(TrialSettings.SMALL_QUEUES).after(history),
              Sources.of(lab, server),
              (round, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  killOnce(round, figures, MOMENTS.get(run % MOMENTS.size()), random);
                  figures.ran();
                }
                return audit(round, figures, history);
              });
    }
    if (figures.count("kills_in_the_history") == 0
        || figures.count("resumed_in_the_history") == 0) {
      figures.broken("no kill hit the history, or none behind a checkpoint: this proves nothing");
    }
  }

  /** Records of a history that are read a second, the start of the process left out. */
  private static long speed(Lab lab, RedisServer server) throws Exception {
    TrialSettings setting = TrialSettings.USUAL.with(TrialSettings.SMALL_QUEUES).after(MEASURED);
    try (TrialRound round = TrialRound.open(lab, "speed", setting, Sources.of(lab, server))) {
      try (WeirProcess process = round.start()) {
        process.awaitSaid(BEGINS);
        long start = System.nanoTime();
        round.awaitWork(process);
        return Math.round(MEASURED / ((System.nanoTime() - start) / 1e9));
      }
    }
  }

  private static void killOnce(TrialRound round, TrialFigures figures, Moment moment, Random random)
      throws Exception {
    boolean resumes =
        round.checkpoints().newestPosition().filter(Checkpoints::isInHistory).isPresent();
    long saved = round.checkpoints().newest();
    try (WeirProcess process = round.start()) {
      switch (moment) {
        case SAVED -> round.awaitCheckpoint(process, saved + 1);
        case READING -> process.awaitSaid(BEGINS);
        case STARTING -> {
          // At once.
        }
      }
      int longest = moment == Moment.STARTING ? LONGEST_START_MILLIS : LONGEST_WORK_MILLIS;
      process.endsWithin(random.nextInt(longest), TimeUnit.MILLISECONDS);
      if (!process.isAlive()) {
        throw new AssertionError("it ended by itself: " + process.said());
      }
      round.kill(process);
      boolean began = process.said().contains(BEGINS);
      figures.count("resumed_in_the_history", resumes && began ? 1 : 0);
      figures.count("kills_in_the_history", began && round.written() == 0 ? 1 : 0);
      figures.count("kills_behind_it", round.written() > 0 ? 1 : 0);
    }
  }

  private static Audit audit(TrialRound round, TrialFigures figures, int history) throws Exception {
    Audit audit = round.audit();
    ServiceReport report = round.lastReport();
    long live = round.feed().ledger().size();
    if (report.records("history") != history || report.records("read") != history + live) {
      figures.broken(
          "G2: of %d records of a history and %d others, %s were counted"
              .formatted(history, live, report.json().path("records")));
    }
    return audit;
  }
}
