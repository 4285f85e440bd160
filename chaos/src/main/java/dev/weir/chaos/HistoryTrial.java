package dev.weir.chaos;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * F1h: kill -9 while a history is read, and some times after. How long the history has to be so
 * that the kills hit it follows from how fast one is read here.
 */
final class HistoryTrial implements Trial {

  private static final String BEGINS = "starts at record";
  private static final int KILLS_PER_SCENE = 20;
  private static final int LONGEST_START_MILLIS = 2_000;
  private static final int LONGEST_WORK_MILLIS = 1_200;
  private static final int MEASURED = 40_000;
  private static final int LONGEST_HISTORY = 500_000;

  /** So much of a history a life gets on with, about, and so many of three lives begin in it. */
  private static final double SECONDS_EACH = 0.5;

  private static final double SHARE = 0.6;

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
  public void run(Lab lab, Figures figures) throws Exception {
    Random random = lab.random(101);
    try (RedisServer server = lab.redis()) {
      long speed = speed(lab, server);
      int kills = Math.min(KILLS_PER_SCENE, lab.runs());
      int history =
          Math.clamp(
              Math.round(speed * SECONDS_EACH * SHARE * kills), MEASURED, LONGEST_HISTORY);
      figures.detail("history_per_second", speed);
      figures.detail("history_records", history);
      lab.say("a history of %d records, %d read a second".formatted(history, speed));
      new Rounds(lab, figures)
          .play(
              KILLS_PER_SCENE,
              Setting.USUAL.after(history),
              Sources.of(lab.source(), server),
              (scene, first, runs) -> {
                for (int run = 0; run < runs; run++) {
                  killOnce(scene, figures, random, run % 3 == 2);
                  figures.ran();
                }
                return audit(scene, figures, history);
              });
    }
    if (figures.count("kills_in_the_history") == 0
        || figures.count("resumed_in_the_history") == 0) {
      figures.broken("no kill hit the history, or none behind a checkpoint: this proves nothing");
    }
  }

  /** Records of a history that are read a second, the start of the process left out. */
  private static long speed(Lab lab, RedisServer server) throws Exception {
    Setting setting = Setting.USUAL.after(MEASURED);
    try (Scene scene = Scene.open(lab, "speed", setting, Sources.of(lab.source(), server))) {
      try (WeirProcess process = scene.start()) {
        process.awaitSaid(BEGINS);
        long start = System.nanoTime();
        scene.awaitWork(process);
        return Math.round(MEASURED / ((System.nanoTime() - start) / 1e9));
      }
    }
  }

  private static void killOnce(Scene scene, Figures figures, Random random, boolean early)
      throws Exception {
    boolean resumes =
        scene.checkpoints().newestPosition().filter(Checkpoints::isInHistory).isPresent();
    try (WeirProcess process = scene.start()) {
      if (!early) {
        process.awaitSaid(BEGINS);
      }
      int life = random.nextInt(early ? LONGEST_START_MILLIS : LONGEST_WORK_MILLIS);
      process.endsWithin(life, TimeUnit.MILLISECONDS);
      if (!process.isAlive()) {
        throw new AssertionError("it ended by itself: " + process.said());
      }
      scene.kill(process);
      boolean began = process.said().contains(BEGINS);
      figures.count("resumed_in_the_history", resumes && began ? 1 : 0);
      figures.count("kills_in_the_history", began && scene.written() == 0 ? 1 : 0);
      figures.count("kills_behind_it", scene.written() > 0 ? 1 : 0);
    }
  }

  private static Audit audit(Scene scene, Figures figures, int history) throws Exception {
    Audit audit = scene.audit();
    Report report = scene.lastReport();
    long live = scene.feed().ledger().size();
    if (report.records("history") != history || report.records("read") != history + live) {
      figures.broken(
          "G2: of %d records of a history and %d others, %s were counted"
              .formatted(history, live, report.json().path("records")));
    }
    return audit;
  }
}
